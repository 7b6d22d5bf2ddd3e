import { parseArgs } from 'node:util';
import {
  type AccessOptions,
  accessArguments,
  accessUsage,
  readAccess,
} from '../../sandbox/access/options.ts';
import { misuse } from '../run-command.ts';

export const defaultPort = 4566;

export interface StartOptions extends AccessOptions {
  /** Ends when everything was played or made. */
  readonly once: boolean;
  readonly port: number;
  /** The user's own configuration, in a Region of the sandbox, instead of the tour. */
  readonly mine?: { readonly region: string; readonly folder?: string };
}

export const usage = `Usage: npm start [-- --once --port N] plays the tour
       npm start -- --mine [--region R --persist FOLDER --once --port N] runs your own drawbridge.yml
  --once            ends after the tour, or when everything of yours is made: 0 when all is well, else 1
  --port N          where to listen; ${defaultPort} without it, or any free port
  --mine            the stack of your drawbridge.yml; makes the repositories and build projects that it names
  --region R        the Region whose stack it is; us-east-1 without it
  --persist FOLDER  keeps everything in the folder and goes on from there
${accessUsage}`;

/** What is to be started. Throws a sentence for what cannot be. */
export function readArguments(args: readonly string[]): StartOptions {
  const values = parse(args);
  if (values.once && values['write-profile'] !== undefined)
    throw new Error('--write-profile is for a sandbox that stays up, and with --once it does not.');
  return {
    once: values.once,
    port: portOf(values.port),
    ...readAccess(values),
    ...mineOf(values),
  };
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        once: { type: 'boolean', default: false },
        port: { type: 'string', default: '' },
        mine: { type: 'boolean', default: false },
        region: { type: 'string' },
        persist: { type: 'string' },
        ...accessArguments,
      },
    });
    return values;
  } catch (cause) {
    throw misuse(cause, usage);
  }
}

function mineOf(values: {
  readonly mine: boolean;
  readonly region?: string | undefined;
  readonly persist?: string | undefined;
}): Pick<StartOptions, 'mine'> {
  const { mine, region, persist } = values;
  if (!mine && (region !== undefined || persist !== undefined))
    throw new Error('--region and --persist are for --mine; the tour always begins anew in us-east-1.');
  if (persist === '') throw new Error('--persist needs a folder.');
  if (region !== undefined && !/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region))
    throw new Error(`--region is "${region}", which is no Region; write eu-west-1.`);
  if (!mine) return {};
  return { mine: { region: region ?? 'us-east-1', ...(persist !== undefined && { folder: persist }) } };
}

function portOf(text: string): number {
  const port = text === '' ? defaultPort : Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`--port is "${text}"; it is a whole number from 0 (any free port) to 65535.`);
}
