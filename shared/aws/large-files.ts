import { isControllerError } from '../core/error.ts';
import type { AttributesSeen, LargeFilesSeen } from '../core/replication.ts';
import { readLfsAttributes } from '../git/packs/lfs-attributes.ts';
import type { LfsFinding } from '../git/types.ts';
import type { RepositoryDetails } from './repository-details.ts';

/** What a pack pointed to, counted. */
export function largeFilesIn({ pointers, complete }: LfsFinding): LargeFilesSeen {
  return { pointers: pointers.length, bytes: pointers.reduce((sum, { size }) => sum + size, 0), complete };
}

/**
 * The patterns that `.gitattributes` gives to LFS at the tip of the default branch; nothing when that was read
 * already, or when there is no such branch. A file that cannot be read keeps nothing from being replicated: the
 * problem is given, to be told.
 */
export async function readAttributes(
  details: RepositoryDetails,
  place: {
    readonly repository: string;
    readonly tip: string | undefined;
    readonly knownAt: string | undefined;
  },
): Promise<AttributesSeen | undefined> {
  const { repository, tip, knownAt } = place;
  if (tip === undefined || tip === knownAt) return undefined;
  try {
    const text = await details.fileAt({ repository, commit: tip, path: '.gitattributes' });
    return { commit: tip, ...readLfsAttributes(text ?? '') };
  } catch (error) {
    if (!isControllerError(error)) throw error;
    return { problem: error.message };
  }
}
