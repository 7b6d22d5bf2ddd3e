import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describePlace } from '../packaging/deployment/describe-place.ts';
import { findRegion, readPlace } from '../packaging/deployment/find-region.ts';
import { useSandboxKey } from './use-sandbox-key.ts';

// npm run package [-- --stage NAME --region REGION]: the template and the zip files in .serverless, without an
// AWS account and without a network.
// npm run deploy, info, remove [-- --stage NAME --region REGION --aws-profile PROFILE]: into, from and out of the
// account that the AWS credentials in the environment or the profile belong to, or at AWS_ENDPOINT_URL.
const DEFAULT_STAGE = 'prod';
const cli = join(import.meta.dirname, '..', 'node_modules', 'serverless', 'bin', 'serverless.js');
const [command = '', ...args] = process.argv.slice(2);

try {
  useSandboxKey(process.env);
  const region = await findRegion(args, process.env);
  const { stage = DEFAULT_STAGE, region: given } = readPlace(args);
  console.log(describePlace(command, { stage, region, endpoint: process.env['AWS_ENDPOINT_URL'] }));
  const place = given === undefined ? ['--region', region.region] : [];
  const { status } = spawnSync(process.execPath, [cli, command, ...args, ...place], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
