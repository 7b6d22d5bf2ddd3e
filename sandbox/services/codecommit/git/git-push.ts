import type { CallContext } from '../../../kernel/service.ts';
import { announceReferenceChanges } from '../branches/references.ts';
import type { Repository } from '../state.ts';
import type { RefCommand } from './git-request-head.ts';

/** The refs of a repository by full name. */
export type Refs = ReadonlyMap<string, string>;

/**
 * Announces what a push has moved: the commands whose ref was where the client saw it and is where it wanted
 * it. An annotated tag is announced with the id of its tag object, which is unconfirmed.
 */
export async function announcePush(
  context: CallContext,
  repository: Repository,
  { commands, before, after }: { commands: readonly RefCommand[]; before: Refs; after: Refs },
): Promise<void> {
  const changes = commands
    .map(({ ref, to }) => ({ ref, from: before.get(ref), to }))
    .filter(({ ref, from, to }) => from !== to && after.get(ref) === to && /^refs\/(heads|tags)\//.test(ref));
  await announceReferenceChanges(context, repository, changes);
}
