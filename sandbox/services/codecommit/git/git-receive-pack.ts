import { isRefName } from '../branches/ref-name.ts';
import { type GitBackend, gitBackend, placeOf, type RepositoryPlace } from '../objects/git-backend.ts';
import type { GitObject } from '../objects/git-objects.ts';
import { type FindObject, reachedObjects } from '../objects/reached-objects.ts';
import { PackError, readPack } from '../objects/read-pack.ts';
import type { GitAccess } from './git-access.ts';
import { announcePush } from './git-push.ts';
import { pushReport } from './git-push-report.ts';
import type { RefCommand, RequestHead } from './git-request-head.ts';

/** A push on its way into a repository. */
interface Push {
  readonly git: GitBackend;
  readonly place: RepositoryPlace;
  readonly pack: ReadonlyMap<string, GitObject>;
  /** Full name. */
  readonly defaultBranch: string;
}

/**
 * Does a push with any git backend, without a process: takes the objects, then moves each reference that is where
 * the client saw it, announces those, and reports in the words of git's `receive-pack`. Counts on the repository
 * having all that its objects name, which holds when they came by the API or by here: what a new tip needs is
 * looked for in the pack, and where the walk leaves the pack the object has to be there. Branches and tags only.
 */
export async function receivePack(
  { scope, principal, repository }: GitAccess,
  head: Pick<RequestHead, 'commands' | 'capabilities'>,
  pack: Buffer,
): Promise<Buffer> {
  const git = gitBackend.of(scope.world);
  const place = placeOf(scope, repository.name);
  const { commands } = head;
  if (commands.length === 0) return Buffer.alloc(0);
  const objects = await objectsOf(commands, pack, (id) => git.readObject(place, id));
  if (objects instanceof PackError) return pushReport(head, objects.message, () => 'unpacker error');
  const push = { git, place, pack: objects, defaultBranch: `refs/heads/${repository.defaultBranch}` };
  const refusals = new Map<RefCommand, string>();
  for (const command of commands) {
    const refusal = await refusalOf(push, command);
    if (refusal !== undefined) refusals.set(command, refusal);
  }
  const done = commands.filter((command) => !refusals.has(command));
  const context = { ...scope, principal, requestId: scope.world.ids.uuid() };
  await announcePush(context, repository, {
    commands: done,
    before: valuesOf(done, 'from'),
    after: valuesOf(done, 'to'),
  });
  return pushReport(head, 'ok', (command) => refusals.get(command));
}

async function objectsOf(
  commands: readonly RefCommand[],
  pack: Buffer,
  find: FindObject,
): Promise<ReadonlyMap<string, GitObject> | PackError> {
  if (commands.every(({ to }) => to === undefined)) return new Map();
  try {
    return await readPack(pack, find);
  } catch (error) {
    if (error instanceof PackError) return error;
    throw error;
  }
}

/** Does one command; nothing when it is done. */
async function refusalOf(push: Push, command: RefCommand): Promise<string | undefined> {
  const { git, place, defaultBranch } = push;
  const { ref, to } = command;
  if (to !== undefined && !(await keepObjects(push, to))) return 'missing necessary objects';
  if (!/^refs\/(?:heads|tags)\//.test(ref) || !isRefName(ref)) return 'funny refname';
  if (to === undefined && ref === defaultBranch) return 'deletion of the current branch prohibited';
  const isMoved = (await isFitFor(push, command)) && (await git.updateRef(place, command));
  return isMoved ? undefined : 'failed to update ref';
}

/** A branch is at a commit; a tag may be at anything. */
async function isFitFor({ git, place }: Push, { ref, to }: RefCommand): Promise<boolean> {
  if (to === undefined || !ref.startsWith('refs/heads/')) return true;
  return (await git.readObject(place, to))?.type === 'commit';
}

/** Keeps what a new tip needs of the pack; false, and nothing is kept, when something is missing. */
async function keepObjects({ git, place, pack }: Push, tip: string): Promise<boolean> {
  const { objects, missing } = await reachedObjects((id) => pack.get(id), [tip]);
  for (const id of missing) if ((await git.readObject(place, id)) === undefined) return false;
  await git.writeObjects(place, [...objects.values()]);
  return true;
}

function valuesOf(commands: readonly RefCommand[], side: 'from' | 'to'): Map<string, string> {
  return new Map(commands.flatMap(({ ref, [side]: id }) => (id === undefined ? [] : [[ref, id] as const])));
}
