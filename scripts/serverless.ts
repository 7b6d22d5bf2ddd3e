import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { userConfig } from '../packaging/config-file.ts';
import { describePlace } from '../packaging/deployment/describe-place.ts';
import { findRegion, readPlace } from '../packaging/deployment/find-region.ts';
import { readConfigFile } from '../packaging/read-config.ts';
import { runCommand } from './run-command.ts';
import { print } from './terminal.ts';
import { useSandboxKey } from './use-sandbox-key.ts';

const DEFAULT_STAGE = 'prod';
const root = join(import.meta.dirname, '..');
const cli = join(root, 'node_modules', 'serverless', 'bin', 'serverless.js');
const [command = ''] = process.argv.slice(2);

const about: Readonly<Record<string, string>> = {
  package:
    'Writes the template and the zip files into .serverless, without an AWS account and without a network.',
  deploy: 'Deploys the stack of your drawbridge.yml.',
  info: 'Shows what is deployed, with the outputs of the stack.',
  remove: 'Takes the stack down; what holds data stays, and is named.',
};

const usage = `Usage: npm run ${command} [-- --stage <stage> --region <region> --aws-profile <profile>]
${about[command] ?? 'Hands a command to the Serverless Framework.'}
  --stage        the stage of the stack, drawbridge-<stage>; ${DEFAULT_STAGE} without it
  --region       the Region of the stack; that of the AWS settings without it
  --aws-profile  whose credentials are used; those of the environment without it
It goes to the account of the credentials, or to AWS_ENDPOINT_URL; every other option is the Serverless Framework's.
It ends with 0 when it was done, else with 1.`;

await runCommand(usage, async ([, ...args]) => {
  useSandboxKey(process.env);
  const region = await findRegion(args, process.env);
  const { stage = DEFAULT_STAGE, region: given } = readPlace(args);
  // The framework reads it too, and tells its problems inside of its own.
  readConfigFile(root, userConfig(process.env));
  print(describePlace(command, { stage, region, endpoint: process.env['AWS_ENDPOINT_URL'] }));
  const place = given === undefined ? ['--region', region.region] : [];
  const { status } = spawnSync(process.execPath, [cli, command, ...args, ...place], { stdio: 'inherit' });
  return status ?? 1;
});
