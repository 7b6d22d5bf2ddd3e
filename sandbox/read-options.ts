import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type AccessOptions, accessArguments, readAccess } from './access/options.ts';
import type { SandboxOptions } from './assemble.ts';
import type { StackDeployment } from './services/cloudformation/deploy-stack.ts';

const defaultPort = 4566;

/** What the command line asks for; `undefined` when it asks for help, an error with a sentence when it errs. */
export function readOptions(args: readonly string[]): (SandboxOptions & AccessOptions) | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      speed: { type: 'string' },
      persist: { type: 'string' },
      stack: { type: 'string' },
      ...accessArguments,
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return undefined;
  if (values.persist === '') throw new Error('--persist needs a folder.');
  return {
    port: readPort(values.port),
    speed: readSpeed(values.speed),
    ...readAccess(values),
    ...(values.persist !== undefined && { folder: values.persist, persist: true }),
    ...(values.stack !== undefined && { template: packagedIn(values.stack) }),
  };
}

/** A stack as packaging leaves it in a folder. */
function packagedIn(artifactFolder: string): StackDeployment {
  const templateFile = join(artifactFolder, 'cloudformation-template-update-stack.json');
  return { templateFile, artifactFolder, stackName: 'drawbridge-sandbox' };
}

function readPort(text = String(defaultPort)): number {
  const port = Number(text);
  if (text !== '' && Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`--port is "${text}"; it is a whole number from 0 (any free port) to 65535.`);
}

function readSpeed(text = '1'): number {
  const speed = Number(text);
  if (speed > 0 && speed <= 1000) return speed;
  throw new Error(`--speed is "${text}"; it is a number above 0 and at most 1000.`);
}
