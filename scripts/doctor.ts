import { join } from 'node:path';
import { userConfig } from '../packaging/config-file.ts';
import { readConfig } from '../packaging/read-config.ts';
import { clientsWith } from './doctor/clients.ts';
import { examine } from './doctor/examine.ts';
import { isWell } from './doctor/finding.ts';
import { readArguments, usage } from './doctor/read-arguments.ts';
import { renderExamination } from './doctor/render-examination.ts';
import { awsPlace } from './restore/aws-place.ts';
import { runCommand } from './run-command.ts';
import { print, printJson } from './terminal.ts';
import { useSandboxKey } from './use-sandbox-key.ts';

await runCommand(usage, async (args) => {
  useSandboxKey(process.env);
  const options = readArguments(args);
  const { stage, json } = options;
  const config = readConfig(join(import.meta.dirname, '..'), userConfig(process.env));
  const aws = await awsPlace(options, process.env);
  const examination = await examine({ stage, aws, config, clients: clientsWith({ region: aws.region }) });
  const works = isWell(examination.findings);
  if (json) printJson({ works, ...examination });
  else print(renderExamination(examination));
  return works ? 0 : 1;
});
