import { join } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { tourConfig } from '../packaging/config-file.ts';
import { packageStack } from '../packaging/package-stack.ts';
import { handOutKey } from '../sandbox/access/hand-out.ts';
import { type AccessOptions, accessArguments, readAccess } from '../sandbox/access/options.ts';
import { createSandbox, type Sandbox } from '../sandbox/assemble.ts';
import type { StackDeployment } from '../sandbox/services/cloudformation/deploy-stack.ts';
import { playTour } from '../sandbox/tour/tour.ts';

// npm start [-- --once --port N --admin-secret S --write-profile P]: packages the stack, starts the sandbox, plays the tour, stays up for a
// visitor. With --once it ends after the tour: 0 when every step ended as it should, else 1.
const defaultPort = 4566;
/** Ctrl-C, a supervisor, and a terminal that is closed. */
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const root = join(import.meta.dirname, '..');

// What the sandbox writes is this user's alone.
process.umask(0o077);

try {
  const { values } = parseArgs({
    options: {
      once: { type: 'boolean', default: false },
      port: { type: 'string', default: '' },
      ...accessArguments,
    },
  });
  process.exitCode = await start({
    once: values.once,
    port: portOf(values.port),
    ...readAccess(values),
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

interface StartOptions extends AccessOptions {
  readonly once: boolean;
  readonly port: number;
}

async function start(options: StartOptions): Promise<number> {
  const { once, writeProfile } = options;
  if (once && writeProfile !== undefined)
    throw new Error('--write-profile is for a sandbox that stays up, and with --once it does not.');
  const stack = await packageStack(root, { configFile: tourConfig });
  if (stack.isNew) console.log('Packaged the stack.');
  const sandbox = await startSandbox(options, stack);
  console.log(`The stack runs in the sandbox at ${styleText('cyan', sandbox.world.endpoint)}`);
  const ends = [() => sandbox.stop()];
  stopWhenTold(ends);
  const isWell = await playTour(sandbox.world);
  if (once || !isWell) {
    await sandbox.stop();
    return isWell ? 0 : 1;
  }
  const key = await handOutKey(sandbox.world, options, process.env).catch(async (error: unknown) => {
    await sandbox.stop();
    throw error;
  });
  ends.push(() => key.takeBack());
  invite(sandbox.world.endpoint, key.text);
  return 0;
}

/** Port 4566 when nobody asked for another and it is free; else any free one. */
async function startSandbox(
  { port, adminSecret }: StartOptions,
  template: StackDeployment,
): Promise<Sandbox> {
  const options = { template, ...(adminSecret !== undefined && { adminSecret }) };
  if (port !== defaultPort) return createSandbox({ ...options, port });
  return createSandbox({ ...options, port }).catch(() => createSandbox({ ...options, port: 0 }));
}

function portOf(text: string): number {
  const port = text === '' ? defaultPort : Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`--port is "${text}"; it is a whole number from 0 (any free port) to 65535.`);
}

function invite(endpoint: string, exports: string): void {
  console.log(`
Now it is yours. Open ${styleText('cyan', `${endpoint}/`)}, or try in another terminal:

${exports}
  git -c credential.UseHttpPath=true -c credential.helper='!aws codecommit credential-helper --ignore-host-check $@' \\
    clone $AWS_ENDPOINT_URL/v1/repos/harbor-ledger
  aws --endpoint-url $AWS_ENDPOINT_URL codecommit get-comments-for-pull-request --pull-request-id 1

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
