import type { CreatePullRequestInput, Target } from '@aws-sdk/client-codecommit';
import type { CallContext } from '../../../kernel/service.ts';
import { requireRuleContent } from '../approvals/approval-rules.ts';
import { callerArn } from '../callers.ts';
import { codeCommitError, requireText } from '../errors.ts';
import { gitBackend, placeOf } from '../objects/git-backend.ts';
import { repositoryOf } from '../repositories/repositories.ts';
import { codeCommitState, type Repository } from '../state.ts';
import type { ApprovalRule, PullRequest } from './pull-request-state.ts';

/** Two branches of a repository and where they are. */
export interface PullRequestTarget {
  readonly repository: Repository;
  readonly sourceReference: string;
  readonly destinationReference: string;
  readonly sourceCommit: string;
  readonly destinationCommit: string;
}

/** Throws TitleRequired, or InvalidTitle above 150 characters. */
export function checkTitle(title: string | undefined): string {
  const text = requireText(title, 'Title', 'A title');
  if (text.length > 150) throw codeCommitError('InvalidTitle', 'A title has at most 150 characters.');
  return text;
}

/** Throws InvalidDescription above 10,240 characters. */
export function checkDescription(description: string | undefined): string | undefined {
  if ((description?.length ?? 0) > 10_240)
    throw codeCommitError('InvalidDescription', 'A description has at most 10,240 characters.');
  return description;
}

/** The one target of a request, whose branches exist and differ; the destination is the default branch if absent. */
export async function targetOf(context: CallContext, targets: readonly Target[]): Promise<PullRequestTarget> {
  const [target] = targets;
  if (target === undefined)
    throw codeCommitError('TargetsRequired', 'A pull request needs a target, and the request has none.');
  if (targets.length > 1)
    throw codeCommitError('MultipleRepositoriesInPullRequest', 'A pull request has one target.');
  const repository = repositoryOf(context, target.repositoryName);
  const sourceReference = branchReference(target.sourceReference);
  const destinationReference = branchReference(target.destinationReference ?? repository.defaultBranch);
  const sourceCommit = await tipOf(context, repository, sourceReference);
  const destinationCommit = await tipOf(context, repository, destinationReference);
  if (sourceReference === destinationReference)
    throw codeCommitError(
      'SourceAndDestinationAreSame',
      `${sourceReference} is both source and destination.`,
    );
  return { repository, sourceReference, destinationReference, sourceCommit, destinationCommit };
}

function branchReference(name: string | undefined): string {
  const text = requireText(name, 'ReferenceName', 'The name of a branch');
  if (text.startsWith('refs/heads/')) return text;
  if (text.startsWith('refs/'))
    throw codeCommitError(
      'ReferenceTypeNotSupported',
      `${text} is no branch: pull requests are between branches.`,
    );
  return `refs/heads/${text}`;
}

async function tipOf(context: CallContext, repository: Repository, ref: string): Promise<string> {
  const tip = await gitBackend.of(context.world).readRef(placeOf(context, repository.name), ref);
  if (tip === undefined)
    throw codeCommitError('ReferenceDoesNotExist', `${ref} does not exist in ${repository.name}.`);
  return tip;
}

/** Adds a pull request with the rules of its repository's templates. Nobody is told yet. */
export async function addPullRequest(
  context: CallContext,
  input: CreatePullRequestInput,
  target: PullRequestTarget,
): Promise<PullRequest> {
  const { repository, sourceCommit, destinationCommit } = target;
  const place = placeOf(context, repository.name);
  const mergeBase = await gitBackend.of(context.world).mergeBase(place, destinationCommit, sourceCommit);
  const state = codeCommitState(context);
  state.lastPullRequestId += 1;
  const now = new Date(context.world.clock.now());
  const pullRequest: PullRequest = {
    id: String(state.lastPullRequestId),
    title: checkTitle(input.title),
    description: checkDescription(input.description),
    repositoryName: repository.name,
    authorArn: callerArn(context.principal),
    clientRequestToken: input.clientRequestToken,
    creationDate: now,
    lastModifiedDate: now,
    lastActivityDate: now,
    status: 'OPEN',
    sourceReference: target.sourceReference,
    destinationReference: target.destinationReference,
    sourceCommit,
    destinationCommit,
    mergeBase,
    revisionId: context.world.ids.hex(64),
    merge: undefined,
    rules: templateRules(context, target),
    reviews: new Map(),
    events: [],
  };
  state.pullRequests.set(pullRequest.id, pullRequest);
  return pullRequest;
}

/** A template without destination references is for every branch. */
function templateRules(context: CallContext, target: PullRequestTarget): ApprovalRule[] {
  const { templates } = codeCommitState(context);
  const now = new Date(context.world.clock.now());
  return [...target.repository.templates].flatMap((name) => {
    const template = templates.get(name);
    if (template === undefined) return [];
    const { destinationReferences } = requireRuleContent(template.content);
    if (destinationReferences !== undefined && !destinationReferences.includes(target.destinationReference))
      return [];
    return [
      {
        id: context.world.ids.uuid(),
        name,
        content: template.content,
        creationDate: now,
        lastModifiedDate: now,
        lastModifiedUser: template.lastModifiedUser,
        origin: { id: template.id, name },
      },
    ];
  });
}
