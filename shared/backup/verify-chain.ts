import type { VerifyChain } from '../core/backup-effect.ts';
import { chainPrefix } from '../core/backup-keys.ts';
import type { Bucket } from '../core/bucket.ts';
import { ControllerError, isControllerError } from '../core/error.ts';
import type { Repositories } from '../core/repositories.ts';
import { fetchPack } from '../git/packs/fetch-pack.ts';
import { listRefs } from '../git/refs/list-refs.ts';
import type { GitRemote } from '../git/remote-types.ts';
import { loadPoint } from './read-points.ts';
import { restoreChain } from './restore-chain.ts';

/** What verifying needs; `scratch` opens the scratch repository, and a new one each time it is asked. */
export interface VerifyPorts {
  readonly bucket: Bucket;
  readonly repositories: Repositories;
  readonly scratch: (name: string) => GitRemote;
}

/** The only repositories that verifying makes and deletes; the function's role allows no others. */
export function scratchName(backup: string): string {
  return `drawbridge-verify-${backup}`;
}

/**
 * Restores a chain into the scratch repository, compares digests, and reads everything back once. Gives why it is
 * not well, or nothing. What says nothing about the bundles (CodeCommit is not reachable) is thrown.
 */
export async function verifyChain(ports: VerifyPorts, wanted: VerifyChain): Promise<string | undefined> {
  const name = scratchName(wanted.backup);
  // One that was left behind by a run that died would be in the way.
  await ports.repositories.delete(name);
  await ports.repositories.create({
    name,
    description: 'Drawbridge restores a backup here to see that it can be, and deletes it afterwards',
  });
  const remote = ports.scratch(name);
  try {
    await restoreIntoScratch(ports, remote, wanted);
    return undefined;
  } catch (error) {
    // What the server did not take, and what the bucket does not hold as it should; a missing permission is neither.
    if (isControllerError(error, 'backup-damaged', 'request-refused')) return error.message;
    throw error;
  } finally {
    remote.close();
    await ports.repositories.delete(name);
  }
}

async function restoreIntoScratch(
  { bucket, repositories }: VerifyPorts,
  remote: GitRemote,
  wanted: VerifyChain,
): Promise<void> {
  const prefix = chainPrefix(wanted.repository, wanted.backup, wanted.chain);
  const point = await loadPoint(bucket, wanted);
  if (point === undefined)
    throw new ControllerError(
      'backup-damaged',
      `Point ${wanted.sequence} of ${prefix} is not in the bucket.`,
    );
  const name = scratchName(wanted.backup);
  await restoreChain({
    bucket,
    point,
    target: {
      remote,
      defaultBranch: async () => (await repositories.get(name))?.defaultBranch,
      setDefaultBranch: (branch) => repositories.setDefaultBranch(name, branch),
    },
  });
  await readBack(remote);
}

/**
 * Equal refs prove equal content where the server has checked that nothing they reach is missing; whether CodeCommit
 * does is unconfirmed. A server that can pack everything up again has it.
 */
async function readBack(remote: GitRemote): Promise<void> {
  const { refs } = await listRefs(remote, 'git-upload-pack');
  if (refs.size === 0) return;
  const pack = await fetchPack(remote, { wants: [...refs.values()], haves: [], receiver: [] });
  for await (const chunk of pack.bytes) void chunk;
}
