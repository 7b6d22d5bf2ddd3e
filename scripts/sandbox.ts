import { join } from 'node:path';
import { tourConfig, userConfig } from '../packaging/config-file.ts';
import { packageStack } from '../packaging/package-stack.ts';
import { callersPath } from './read-input.ts';
import { fail, print } from './terminal.ts';

// npm run sandbox [-- --mine --no-stack --port N --speed K --persist FOLDER]: packages the stack of the tour, or with
// --mine that of the user's drawbridge.yml, when something changed, then runs it in the sandbox, without the tour.
// The sandbox itself knows nothing of packaging: it deploys what is in a folder.
const own = new Set(['--mine', '--no-stack']);
const args = process.argv.slice(2);
const rest = args.filter((arg) => !own.has(arg)).map(meantFromTheCaller);
const packagesNone = ['--no-stack', '--stack', '--help', '-h'].some((option) => args.includes(option));

try {
  if (!packagesNone) {
    const configFile = args.includes('--mine') ? userConfig(process.env) : tourConfig;
    const { artifactFolder } = await packageStack(join(import.meta.dirname, '..'), { configFile });
    print(`Runs the stack of ${configFile}.`);
    rest.push('--stack', artifactFolder);
  }
  process.argv.splice(2, args.length, ...rest);
  await import('../sandbox/main.ts');
} catch (error) {
  fail(error);
}

/** The sandbox takes a folder from where it runs, which is the project's; a person means it from where they stand. */
function meantFromTheCaller(arg: string, index: number, all: readonly string[]): string {
  if (arg !== '' && ['--persist', '--stack'].includes(all[index - 1] ?? '')) return callersPath(arg);
  return arg.replace(
    /^(--(?:persist|stack)=)(.+)$/,
    (_, option: string, path: string) => option + callersPath(path),
  );
}
