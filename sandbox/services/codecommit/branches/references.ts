import type { CallContext } from '../../../kernel/service.ts';
import { callerArn } from '../callers.ts';
import { codeCommitError, requireText } from '../errors.ts';
import { gitBackend, placeOf } from '../objects/git-backend.ts';
import { followReferenceChange } from '../pull-requests/follow-reference-change.ts';
import { touchRepository } from '../repositories/repositories.ts';
import type { Repository } from '../state.ts';
import { fireTriggers } from '../triggers/triggers.ts';
import { isRefName } from './ref-name.ts';
import { publishReferenceChange, type ReferenceChange } from './reference-events.ts';

/** The tip of a branch, or nothing when there is no such branch. */
export async function branchTip(
  context: CallContext,
  repository: Repository,
  branch: string,
): Promise<string | undefined> {
  return gitBackend.of(context.world).readRef(placeOf(context, repository.name), `refs/heads/${branch}`);
}

/** As `branchTip`; throws BranchDoesNotExist. */
export async function requireBranchTip(
  context: CallContext,
  repository: Repository,
  branch: string,
): Promise<string> {
  const tip = await branchTip(context, repository, branch);
  if (tip === undefined) throw codeCommitError('BranchDoesNotExist', `Branch ${branch} does not exist`);
  return tip;
}

/** Throws BranchNameRequired, or InvalidBranchName for what git would not take as one; at most 256 characters. */
export function checkBranchName(name: string | undefined): string {
  const text = requireText(name, 'BranchName', 'The name of a branch');
  if (text.length > 256 || !isRefName(text) || /^[0-9a-f]{40}$/.test(text))
    throw codeCommitError('InvalidBranchName', `"${text}" is no name a branch can have.`);
  return text;
}

/**
 * Moves a branch if it still is where the caller saw it, and tells everyone: EventBridge, pull requests from and
 * into it. False when it has moved meanwhile.
 */
export async function moveReference(
  context: CallContext,
  repository: Repository,
  change: ReferenceChange,
): Promise<boolean> {
  const moved = await gitBackend.of(context.world).updateRef(placeOf(context, repository.name), change);
  if (moved) await announceReferenceChanges(context, repository, [change]);
  return moved;
}

/** What follows from refs that have moved together, by the API or by a push: the default branch, events, triggers. */
export async function announceReferenceChanges(
  context: CallContext,
  repository: Repository,
  changes: readonly ReferenceChange[],
): Promise<void> {
  const callerUserArn = callerArn(context.principal);
  for (const change of changes) {
    await adoptDefaultBranch(context, repository, change.ref);
    publishReferenceChange(context, repository, { change, callerUserArn });
    await followReferenceChange(context, repository, change);
  }
  if (changes.length > 0) touchRepository(context, repository);
  fireTriggers(context, repository, changes);
}

/** The first branch of a repository becomes the default one. */
async function adoptDefaultBranch(context: CallContext, repository: Repository, ref: string): Promise<void> {
  if (repository.defaultBranch !== undefined || !ref.startsWith('refs/heads/')) return;
  repository.defaultBranch = ref.slice('refs/heads/'.length);
  await gitBackend.of(context.world).setHead(placeOf(context, repository.name), repository.defaultBranch);
}
