import { join } from 'node:path';
import { styleText } from 'node:util';
import { tourConfig, userConfig } from '../packaging/config-file.ts';
import { packageStack } from '../packaging/package-stack.ts';
import { readConfig } from '../packaging/read-config.ts';
import { handOutKey } from '../sandbox/access/hand-out.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../sandbox/assemble.ts';
import { playTour } from '../sandbox/tour/tour.ts';
import { callersPath } from './read-input.ts';
import { runCommand } from './run-command.ts';
import { describeOwn, tryFirst } from './start/describe-own.ts';
import { prepareOwn } from './start/prepare-own.ts';
import { defaultPort, readArguments, type StartOptions, usage } from './start/read-arguments.ts';
import { wantedIn } from './start/wanted.ts';
import { handOver, print } from './terminal.ts';

const root = join(import.meta.dirname, '..');
/** Ctrl-C, a supervisor, and a terminal that is closed. */
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

// What the sandbox writes is this user's alone.
process.umask(0o077);

await runCommand(usage, (args) => start(readArguments(args)));

async function start(options: StartOptions): Promise<number> {
  const { once, mine } = options;
  const configFile = mine ? userConfig(process.env) : tourConfig;
  const stack = await packageStack(root, { configFile, ...(mine && { region: mine.region }) });
  if (stack.isNew) print('Packaged the stack.');
  const sandbox = await startSandbox(options, { template: stack, ...sandboxOptions(options) });
  print(`The stack of ${configFile} runs in the sandbox at ${styleText('cyan', sandbox.world.endpoint)}`);
  const ends = [() => sandbox.stop()];
  stopWhenTold(ends);
  const toTry = mine ? await makeOwn(sandbox, configFile, mine.region) : await tour(sandbox);
  if (once || toTry === undefined) {
    await sandbox.stop();
    return toTry === undefined ? 1 : 0;
  }
  const key = await handOutKey(sandbox.world, options, process.env).catch(async (error: unknown) => {
    await sandbox.stop();
    throw error;
  });
  ends.push(() => key.takeBack());
  invite(sandbox.world.endpoint, `${key.text}\n${toTry}`);
  return 0;
}

/** What to try after the tour; nothing when a step did not end as it should. */
async function tour(sandbox: Sandbox): Promise<string | undefined> {
  if (!(await playTour(sandbox.world))) return undefined;
  return `  git -c credential.UseHttpPath=true -c credential.helper='!aws codecommit credential-helper --ignore-host-check $@' \\
    clone $AWS_ENDPOINT_URL/v1/repos/harbor-ledger
  aws --endpoint-url $AWS_ENDPOINT_URL codecommit get-comments-for-pull-request --pull-request-id 1`;
}

/** Makes what the user's configuration needs, and tells what there is. */
async function makeOwn(sandbox: Sandbox, configFile: string, region: string): Promise<string> {
  const config = readConfig(root, configFile);
  const wanted = wantedIn(config, region);
  const made = await prepareOwn(sandbox.world, wanted, region);
  const lines = [...made, ...describeOwn(config, wanted, region)];
  print(`\nIn ${region}:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  const elsewhere =
    region === 'us-east-1' ? '' : `  export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}\n\n`;
  return elsewhere + tryFirst(wanted);
}

function sandboxOptions({ adminSecret, mine }: StartOptions): SandboxOptions {
  return {
    ...(adminSecret !== undefined && { adminSecret }),
    ...(mine && { region: mine.region }),
    ...(mine?.folder !== undefined && { folder: callersPath(mine.folder), persist: true }),
  };
}

/** Port 4566 when nobody asked for another and it is free; else any free one. */
async function startSandbox({ port }: StartOptions, options: SandboxOptions): Promise<Sandbox> {
  if (port !== defaultPort) return createSandbox({ ...options, port });
  return createSandbox({ ...options, port }).catch(() => createSandbox({ ...options, port: 0 }));
}

function invite(endpoint: string, text: string): void {
  handOver(`
Now it is yours. Open ${styleText('cyan', `${endpoint}/`)}, or try in another terminal:

${text}

Ctrl-C stops it.`);
}

/** The first signal stops everything, in the middle of the tour too; what is under way there is nobody's any more. */
function stopWhenTold(ends: readonly (() => Promise<void>)[]): void {
  const stop = (): void => {
    for (const signal of stopSignals) process.off(signal, stop);
    void Promise.all(ends.map((end) => end())).then(() => process.exit(0));
  };
  for (const signal of stopSignals) process.on(signal, stop);
}
