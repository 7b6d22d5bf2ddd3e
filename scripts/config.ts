import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { userConfig } from '../packaging/config-file.ts';
import { readConfigFile } from '../packaging/read-config.ts';
import { describeConfig } from './config/describe-config.ts';
import { callersPath } from './read-input.ts';
import { misuse, runCommand } from './run-command.ts';
import { print } from './terminal.ts';

const root = join(import.meta.dirname, '..');

const usage = `Usage: npm run config [-- <file>] [-- --live --region <region>]
Reads your drawbridge.yml, or another file, and tells what it asks for, or every problem with its line and column.
  --live    also look whether what it names exists in the account and Region of the AWS settings
  --region  the Region to look in; that of the AWS settings without it
It ends with 0 when the file is in order and, with --live, everything that it names is there, else with 1.`;

await runCommand(usage, async (args) => {
  const { file, live, region } = readArguments(args);
  const { config } = readConfigFile(root, file);
  print(describeConfig(file, config));
  if (!live) return 0;
  // The SDK is loaded for it alone: a file is validated in a moment.
  const { lookLive } = await import('./config/look-live.ts');
  return (await lookLive(config, region)) ? 0 : 1;
});

function readArguments(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { live: { type: 'boolean', default: false }, region: { type: 'string' } },
    });
    const [file, ...more] = positionals;
    if (more.length > 0) throw new Error('One file is read at a time.');
    if (values.region !== undefined && !values.live) throw new Error('--region is for --live.');
    return { ...values, file: file === undefined ? userConfig(process.env) : callersPath(file) };
  } catch (cause) {
    throw misuse(cause, usage);
  }
}
