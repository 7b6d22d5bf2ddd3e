import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../tests/support/source-files.ts';

const peerPackage = '@cloudcomponents/cdk-pull-request-check@2.3.0';
const folder = join(root, 'node_modules', '.cache', 'drawbridge-bench', 'cdk-pull-request-check-2.3.0');
const handlerFile = join(folder, 'package', 'lib', 'lambdas', 'code-build-result', 'index.js');
/** How large the handler is as shipped. */
export const peerBytes = 9_144_837;
const runFile = promisify(execFile);

/**
 * The peer's handler, from the npm registry by `npm pack` when it is not in the cache yet; a sentence when it cannot
 * be had. It is never part of this repository.
 */
export async function obtainPeer(): Promise<{ readonly handlerFile: string } | { readonly problem: string }> {
  if (isWhole()) return { handlerFile };
  try {
    mkdirSync(folder, { recursive: true });
    const options = { cwd: folder, timeout: 60_000, shell: process.platform === 'win32' };
    await runFile('npm', ['pack', peerPackage, '--silent', '--fetch-retries=0'], options);
    const archive = readdirSync(folder).find((file) => file.endsWith('.tgz'));
    await runFile('tar', ['-xzf', archive ?? ''], options);
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error);
    return { problem: `${peerPackage} could not be obtained from the npm registry: ${reason}` };
  }
  return isWhole()
    ? { handlerFile }
    : { problem: `${peerPackage} does not hold the handler that it is known to hold` };
}

/** An interrupted download or another version is not what is compared. */
function isWhole(): boolean {
  return statSync(handlerFile, { throwIfNoEntry: false })?.size === peerBytes;
}
