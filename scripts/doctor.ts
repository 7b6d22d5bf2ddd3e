import { join } from 'node:path';
import { userConfig } from '../packaging/config-file.ts';
import { readConfig } from '../packaging/read-config.ts';
import { clientsWith } from './doctor/clients.ts';
import { examine } from './doctor/examine.ts';
import { isWell } from './doctor/finding.ts';
import { readArguments, usage } from './doctor/read-arguments.ts';
import { renderExamination } from './doctor/render-examination.ts';
import { awsPlace } from './restore/aws-place.ts';
import { useSandboxKey } from './use-sandbox-key.ts';

// npm run doctor [-- --stage NAME --region REGION --json]: compares what the user's drawbridge.yml wants with what
// exists, sends one event through the stack, and tells what is missing for each job and how to give it.
// It ends with 0 when everything would work, and with 1 when something would not or could not be looked at.
try {
  const options = readArguments(process.argv.slice(2));
  if (options === undefined) console.log(usage);
  else {
    useSandboxKey(process.env);
    const { stage, json } = options;
    const config = readConfig(join(import.meta.dirname, '..'), userConfig(process.env));
    const aws = await awsPlace(options, process.env);
    const examination = await examine({ stage, aws, config, clients: clientsWith({ region: aws.region }) });
    const works = isWell(examination.findings);
    process.stdout.write(
      json ? `${JSON.stringify({ works, ...examination }, null, 2)}\n` : renderExamination(examination),
    );
    process.exitCode = works ? 0 : 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
