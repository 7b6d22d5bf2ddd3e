import { join } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { tourConfig } from '../packaging/config-file.ts';
import { packageStack } from '../packaging/package-stack.ts';
import { createSandbox, type Sandbox } from '../sandbox/assemble.ts';
import type { StackDeployment } from '../sandbox/services/cloudformation/deploy-stack.ts';
import { playTour } from '../sandbox/tour/tour.ts';

// npm start [-- --once] [-- --port N]: packages the stack, starts the sandbox, plays the tour, stays up for a
// visitor. With --once it ends after the tour: 0 when every step ended as it should, else 1.
const defaultPort = 4566;
const root = join(import.meta.dirname, '..');

try {
  const { values } = parseArgs({
    options: { once: { type: 'boolean', default: false }, port: { type: 'string', default: '' } },
  });
  process.exitCode = await start({ once: values.once, port: portOf(values.port) });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function start({ once, port }: { once: boolean; port: number }): Promise<number> {
  const stack = await packageStack(root, { configFile: tourConfig });
  if (stack.isNew) console.log('Packaged the stack.');
  const sandbox = await startSandbox(port, stack);
  console.log(`The stack runs in the sandbox at ${styleText('cyan', sandbox.world.endpoint)}`);
  stopWhenTold(sandbox);
  const isWell = await playTour(sandbox.world);
  if (once || !isWell) {
    await sandbox.stop();
    return isWell ? 0 : 1;
  }
  invite(sandbox.world.endpoint);
  return 0;
}

/** Port 4566 when nobody asked for another and it is free; else any free one. */
async function startSandbox(port: number, template: StackDeployment): Promise<Sandbox> {
  if (port !== defaultPort) return createSandbox({ port, template });
  return createSandbox({ port, template }).catch(() => createSandbox({ port: 0, template }));
}

function portOf(text: string): number {
  const port = text === '' ? defaultPort : Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`--port is "${text}"; it is a whole number from 0 (any free port) to 65535.`);
}

function invite(endpoint: string): void {
  console.log(`
Now it is yours. Open ${styleText('cyan', `${endpoint}/`)}, or try in another terminal:

  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=us-east-1
  git -c credential.UseHttpPath=true -c credential.helper='!aws codecommit credential-helper --ignore-host-check $@' \\
    clone ${endpoint}/v1/repos/harbor-ledger
  aws --endpoint-url ${endpoint} codecommit get-comments-for-pull-request --pull-request-id 1

Ctrl-C stops it.`);
}

/** The first signal stops everything, in the middle of the tour too; what is under way there is nobody's any more. */
function stopWhenTold(sandbox: Sandbox): void {
  const stop = (): void => {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    void sandbox.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}
