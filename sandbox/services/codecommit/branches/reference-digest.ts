import { createHash } from 'node:crypto';
import type { Scope } from '../../../kernel/world.ts';
import { gitBackend, placeOf } from '../objects/git-backend.ts';
import { codeCommitState } from '../state.ts';

/** Branches and tags of a repository by full name; nothing when there is no such repository in the Region. */
export async function referencesOf(
  scope: Scope,
  repositoryName: string,
): Promise<ReadonlyMap<string, string> | undefined> {
  if (!codeCommitState(scope).repositories.has(repositoryName)) return undefined;
  return gitBackend.of(scope.world).refs(placeOf(scope, repositoryName));
}

/** SHA-256 of the sorted lines `<id> <ref>`: equal digests mean equal branches and tags, and so equal content. */
export function referenceDigest(references: ReadonlyMap<string, string>): string {
  const lines = [...references].map(([ref, id]) => `${id} ${ref}\n`);
  return createHash('sha256').update(lines.sort().join('')).digest('hex');
}
