import type { Scope } from '../../../../sandbox/kernel/world.ts';
import { codeCommitState } from '../../../../sandbox/services/codecommit/state.ts';
import type { AwsRequest } from '../aws-request.ts';
import type { FunctionCall } from '../function-call.ts';
import { secrets } from '../hostile/worst-logs.ts';
import { buildsOf, readComment, stateOf, statusComments } from './oracle.ts';

/** What must hold at every moment of a run, noted as the functions call AWS. */
export interface Notes {
  /** What did not hold, in words. */
  readonly problems: string[];
  /** Ids of builds that the functions asked CodeBuild to stop. */
  readonly stopped: Set<string>;
  /** Comments written so far. */
  commentWrites: number;
  /** The records as they were last written, by key. */
  readonly records: Map<string, WrittenRecord>;
}

interface WrittenRecord {
  readonly version: number;
  readonly record: {
    readonly commits?: Readonly<Record<string, Readonly<Record<string, WrittenCheck>>>>;
    readonly buildId?: string;
    readonly status?: string;
    readonly startedAt?: number;
  };
}

interface WrittenCheck {
  readonly status: string;
  readonly buildId?: string;
}

export function newNotes(): Notes {
  return { problems: [], stopped: new Set(), commentWrites: 0, records: new Map() };
}

/** Looks at a call that had its effect just now. */
export function watchCall(
  scope: Scope,
  notes: Notes,
  { request, call }: { request: AwsRequest; call: FunctionCall },
): void {
  const { operation } = request;
  const watcher = Object.hasOwn(watchers, operation) ? watchers[operation] : undefined;
  // The request is an SDK client's own: its members are what the operation's shape says.
  watcher?.(scope, notes, { input: request.input as Input, call });
}

type Input = Readonly<Record<string, string | undefined>> & {
  readonly Item?: Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;
};
type Watcher = (scope: Scope, notes: Notes, what: { input: Input; call: FunctionCall }) => void;

const watchers: Readonly<Record<string, Watcher>> = {
  'codecommit:GetPullRequest': (scope, _notes, { input: { pullRequestId = '' }, call }) => {
    const { sourceCommit, status } = codeCommitState(scope).pullRequests.get(pullRequestId) ?? {};
    if (sourceCommit !== undefined && status !== undefined)
      call.lastRead.set(pullRequestId, { commit: sourceCommit, status });
  },
  'codecommit:PostCommentForPullRequest': (
    scope,
    notes,
    { input: { pullRequestId = '', content = '' }, call },
  ) => {
    const count = statusComments(scope, pullRequestId).length;
    if (count > 1) notes.problems.push(`pull request ${pullRequestId} has ${count} status comments`);
    checkWritten(scope, notes, { pullRequestId, content, call });
  },
  'codecommit:UpdateComment': (scope, notes, { input: { commentId = '', content = '' }, call }) => {
    const { pullRequestId = '' } = codeCommitState(scope).comments.get(commentId)?.subject ?? {};
    checkWritten(scope, notes, { pullRequestId, content, call });
  },
  'codebuild:StartBuild': (scope, notes) => {
    for (const pullRequestId of codeCommitState(scope).pullRequests.keys())
      checkOneBuildEach(scope, notes, pullRequestId);
  },
  'codebuild:StopBuild': (_scope, notes, { input: { id = '' } }) => {
    notes.stopped.add(id);
  },
  'dynamodb:PutItem': (_scope, notes, { input: { Item } }) => {
    const key = `${Item?.['pk']?.S} ${Item?.['sk']?.S}`;
    const record = JSON.parse(Item?.['record']?.S ?? '{}') as WrittenRecord['record'];
    const next: WrittenRecord = { version: Number(Item?.['version']?.N), record };
    checkForwards(notes, key, next);
    notes.records.set(key, next);
  },
};

/** A comment names the commit that the run last saw, and shows no result that no build had. */
function checkWritten(
  scope: Scope,
  notes: Notes,
  written: { pullRequestId: string; content: string; call: FunctionCall },
): void {
  const { pullRequestId, content, call } = written;
  notes.commentWrites += 1;
  const comments = statusComments(scope, pullRequestId);
  for (const secret of secrets)
    if (comments.some((comment) => comment.content.includes(secret)))
      notes.problems.push(`the comment on pull request ${pullRequestId} tells the secret ${secret}`);
  const said = readComment(content);
  const read = call.lastRead.get(pullRequestId)?.commit ?? '';
  if (said.commit !== read.slice(0, 7))
    notes.problems.push(
      `the comment on pull request ${pullRequestId} is about ${said.commit}, though the run had read ${read.slice(0, 7)}`,
    );
  const builds = buildsOf(scope, pullRequestId).filter(({ commit }) => commit === read);
  for (const row of said.rows) {
    const isTrue = builds.some(({ build, check }) => {
      const now = `${check}: ${stateOf(build)} #${build.buildNumber}`;
      const before = `${check}: running #${build.buildNumber}`;
      const stopping = notes.stopped.has(build.id) ? `${check}: stopped #${build.buildNumber}` : undefined;
      return row === now || row === before || row === stopping;
    });
    if (!isTrue)
      notes.problems.push(`the comment on pull request ${pullRequestId} says "${row}", which never was`);
  }
}

function checkOneBuildEach(scope: Scope, notes: Notes, pullRequestId: string): void {
  const seen = new Map<string, string>();
  for (const { build, check, commit } of buildsOf(scope, pullRequestId)) {
    const key = `${check} at ${commit.slice(0, 7)}`;
    const earlier = seen.get(key);
    if (earlier !== undefined && !notes.stopped.has(earlier))
      notes.problems.push(
        `pull request ${pullRequestId} has two builds for ${key}: ${earlier} and ${build.id}`,
      );
    seen.set(key, build.id);
  }
}

function checkForwards(notes: Notes, key: string, next: WrittenRecord): void {
  const last = notes.records.get(key);
  if (last === undefined) return;
  if (next.version !== last.version + 1)
    notes.problems.push(`${key} went from version ${last.version} to ${next.version}`);
  if ((next.record.startedAt ?? 0) < (last.record.startedAt ?? 0))
    notes.problems.push(`${key} went back to an older build, ${next.record.buildId}`);
  if (hasGoneBack(last.record, next.record))
    notes.problems.push(`${key} went from ${last.record.status} back to ${next.record.status}`);
  checkChecksForwards(notes, key, { last: last.record.commits ?? {}, next: next.record.commits ?? {} });
}

type Commits = NonNullable<WrittenRecord['record']['commits']>;

function checkChecksForwards(
  notes: Notes,
  key: string,
  { last, next }: { last: Commits; next: Commits },
): void {
  for (const [commit, checks] of Object.entries(last))
    for (const [check, state] of Object.entries(checks)) {
      const now = next[commit]?.[check];
      if (now && hasGoneBack(state, now))
        notes.problems.push(
          `${key}: ${check} at ${commit.slice(0, 7)} went from ${state.status} to ${now.status}`,
        );
    }
}

/** Once a build has ended, its state is what it is. */
function hasGoneBack(
  last: { readonly buildId?: string; readonly status?: string },
  next: { readonly buildId?: string; readonly status?: string },
): boolean {
  if (last.buildId === undefined || last.buildId !== next.buildId) return false;
  return last.status !== 'IN_PROGRESS' && last.status !== next.status;
}
