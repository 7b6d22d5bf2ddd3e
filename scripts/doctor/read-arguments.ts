import { parseArgs } from 'node:util';
import { misuse } from '../run-command.ts';

export interface DoctorOptions {
  readonly stage: string;
  /** That of the AWS settings when absent. */
  readonly region?: string;
  readonly json: boolean;
}

export const usage = `Usage: npm run doctor [-- --stage <stage> --region <region> --json]
Looks whether what drawbridge.yml wants would work in this account and Region: it asks AWS, sends one event through the
stack that changes nothing, and tells what is missing and how to give it.
  --stage   the stage of the stack, drawbridge-<stage>; prod without it
  --region  the Region of the stack; that of the AWS settings without it
  --json    print the findings as JSON
It ends with 0 when everything would work, and with 1 when something would not or could not be looked at.`;

/** What is to be looked at. Throws a sentence and the usage when it cannot be told. */
export function readArguments(args: readonly string[]): DoctorOptions {
  const { stage, region, json } = parse(args);
  return { stage, json, ...(region !== undefined && { region }) };
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        stage: { type: 'string', default: 'prod' },
        region: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (cause) {
    throw misuse(cause, usage);
  }
}
