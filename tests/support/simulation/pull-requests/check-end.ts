import type { Scope } from '../../../../sandbox/kernel/world.ts';
import { codebuildState } from '../../../../sandbox/services/codebuild/state.ts';
import type { PullRequest } from '../../../../sandbox/services/codecommit/pull-requests/pull-request-state.ts';
import { codeCommitState } from '../../../../sandbox/services/codecommit/state.ts';
import { dynamodbState } from '../../../../sandbox/services/dynamodb/state.ts';
import { checkEvents } from '../check-events.ts';
import { mallory, tellingLine } from '../scripted-builds.ts';
import { tableName } from '../simulated-world.ts';
import type { Simulation } from '../simulation.ts';
import { repositoryName } from './configs.ts';
import {
  buildsOf,
  countTellingLogs,
  expectedComments,
  readComment,
  stateOf,
  statusComments,
} from './oracle.ts';

/** What there is to know of a run besides its end. */
export interface KnownOfRun {
  /** Ids of builds that the functions asked CodeBuild to stop. */
  readonly stopped: ReadonlySet<string>;
  /** The function may not read the logs of builds. */
  readonly logsAreDenied: boolean;
}

/** What does not hold though all faults have ended and a full sweep has passed, in words. */
export function checkEnd(simulation: Simulation, known: KnownOfRun): string[] {
  const { scope } = simulation;
  return [
    ...[...codeCommitState(scope).pullRequests.values()].flatMap((pullRequest) =>
      checkPullRequest(simulation, pullRequest, known),
    ),
    ...checkRecords(simulation),
    ...checkEvents(simulation),
    ...checkBranches(simulation),
  ];
}

function checkPullRequest(
  { scope, config }: Simulation,
  pullRequest: PullRequest,
  { stopped, logsAreDenied }: KnownOfRun,
): string[] {
  const name = `pull request ${pullRequest.id} (${pullRequest.status})`;
  const builds = config.repositories[repositoryName]?.pullRequests.builds ?? {};
  const running = buildsOf(scope, pullRequest.id).filter(({ build }) => !build.buildComplete);
  const unwanted = running.filter(
    ({ commit }) => pullRequest.status === 'CLOSED' || commit !== pullRequest.sourceCommit,
  );
  const problems = unwanted.map(({ build }) => `${name}: build ${build.id} still runs and nobody wants it`);
  if (pullRequest.status === 'OPEN') problems.push(...checkTip({ scope, pullRequest, stopped }));
  const comments = statusComments(scope, pullRequest.id);
  const [comment] = comments;
  if (comment === undefined)
    return pullRequest.status === 'OPEN' ? [...problems, `${name} has no status comment`] : problems;
  if (comments.length > 1) problems.push(`${name} has ${comments.length} status comments`);
  const said = JSON.stringify(readComment(comment.content));
  const checks = Object.keys(builds);
  const expected = expectedComments(scope, pullRequest, { checks, stopped }).map((one) =>
    JSON.stringify(one),
  );
  if (!expected.includes(said))
    problems.push(`${name}: the comment says ${said} and should say ${expected.join(' or ')}`);
  if (pullRequest.status === 'OPEN')
    problems.push(...checkLogs(scope, pullRequest, { comment: comment.content, logsAreDenied }));
  return problems;
}

/** What the log of a failed build tells, the comment tells, or why it cannot. */
function checkLogs(
  scope: Scope,
  pullRequest: PullRequest,
  { comment, logsAreDenied }: { readonly comment: string; readonly logsAreDenied: boolean },
): string[] {
  const name = `pull request ${pullRequest.id}`;
  const told = comment.split('\n').filter((line) => line === tellingLine).length;
  const logged = countTellingLogs(scope, pullRequest);
  if (logsAreDenied)
    return logged > 0 && !comment.includes('The log could not be read.')
      ? [`${name}: the comment does not say that a log could not be read`]
      : [];
  return told === logged
    ? []
    : [`${name}: the comment shows ${told} of the ${logged} logs that tell why a build failed`];
}

/** What the functions stopped at the tip was built again when the tip came back. */
function checkTip({
  scope,
  pullRequest,
  stopped,
}: {
  scope: Scope;
  pullRequest: PullRequest;
  stopped: ReadonlySet<string>;
}): string[] {
  const builds = buildsOf(scope, pullRequest.id).filter(({ commit }) => commit === pullRequest.sourceCommit);
  const newest = new Map(builds.map((one) => [one.check, one]));
  return [...newest.values()].flatMap(({ build, check }) =>
    stopped.has(build.id) && build.buildStatus === 'STOPPED'
      ? [`pull request ${pullRequest.id}: ${check} was stopped at the tip and not built again`]
      : [],
  );
}

/** No run has left its announcement behind, and whatever is not finished will be looked at again. */
function checkRecords({ scope, clock }: Simulation): string[] {
  const items = [...(dynamodbState(scope).tables.get(tableName)?.items.values.values() ?? [])];
  return items.flatMap((item) => {
    const pk = String(item['pk']?.['S']);
    const dueAt = item['dueAt']?.['S'];
    const problems = item['work'] === undefined ? [] : [`${pk} still holds the work of a run`];
    if (dueAt !== undefined && Date.parse(String(dueAt)) < clock.now() - 5 * 60_000)
      problems.push(`${pk} has been due since ${String(dueAt)}`);
    const pullRequest = codeCommitState(scope).pullRequests.get(pk.replace('pull-request#', ''));
    if (pullRequest?.status === 'OPEN' && dueAt === undefined)
      problems.push(`${pk} is open and nobody will look at it again`);
    return problems;
  });
}

const recordedAs: Readonly<Record<string, string>> = {
  SUCCEEDED: 'passing',
  FAILED: 'failing',
  FAULT: 'failing',
  TIMED_OUT: 'timed out',
  STOPPED: 'stopped',
  IN_PROGRESS: 'running',
};

/** The record of a branch shows its newest build of those that run what is configured. */
function checkBranches({ scope }: Simulation): string[] {
  const newest = new Map<string, { id: string; startedAt: number; status: string }>();
  for (const build of codebuildState(scope).builds.values()) {
    if (build.sourceVersion !== 'main' || build.initiator === mallory) continue;
    const startedAt = build.startTime.getTime();
    const known = newest.get(build.projectName);
    if (known === undefined || known.startedAt <= startedAt)
      newest.set(build.projectName, { id: build.id, startedAt, status: stateOf(build) });
  }
  return [...newest].flatMap(([project, build]) => {
    const items = dynamodbState(scope).tables.get(tableName)?.items.values.values() ?? [];
    const item = [...items].find(({ pk }) => pk?.['S'] === `branch#${project}`);
    const record = JSON.parse(String(item?.['record']?.['S'] ?? '{}')) as {
      startedAt?: number;
      status?: string;
    };
    if (record.startedAt === build.startedAt && recordedAs[record.status ?? ''] === build.status) return [];
    return [
      `branch main of ${project} is recorded as ${record.status}; its newest build ${build.id} is ${build.status}`,
    ];
  });
}
