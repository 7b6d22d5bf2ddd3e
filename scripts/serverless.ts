import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { useSandboxKey } from './use-sandbox-key.ts';

// npm run package [-- --stage NAME --region REGION]: the template and the zip files in .serverless, without an
// AWS account and without a network.
// npm run deploy [-- --stage NAME --region REGION --aws-profile PROFILE]: into the account that the AWS
// credentials in the environment or the profile belong to.
useSandboxKey(process.env);
const cli = join(import.meta.dirname, '..', 'node_modules', 'serverless', 'bin', 'serverless.js');
const { status } = spawnSync(process.execPath, [cli, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
