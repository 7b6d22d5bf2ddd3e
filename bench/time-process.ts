import { spawnSync } from 'node:child_process';

/** Milliseconds of a whole Node.js process, from spawn to exit; throws with its last words when it fails. */
export function timeProcess(args: readonly string[], env?: Record<string, string>): number {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { env: env ?? process.env, encoding: 'utf8' });
  const ms = performance.now() - startedAt;
  if (status !== 0) throw new Error(`node ${args.join(' ')} failed:\n${stderr.slice(-500)}`);
  return ms;
}
