import type { Scope } from '../../../../sandbox/kernel/world.ts';
import { codebuildState } from '../../../../sandbox/services/codebuild/state.ts';
import { deleteCommentContent } from '../../../../sandbox/services/codecommit/comments/operations/delete-comment-content.ts';
import { asAda, type People } from '../people.ts';
import type { Seeded } from '../seeded.ts';
import { projectOf } from './configs.ts';
import { lostCheck, statusComments } from './oracle.ts';
import type { Step } from './scenario.ts';

/** A branch with a pull request, and every commit it was at. */
export interface Branch {
  readonly pullRequestId: string;
  readonly commits: string[];
}

/** Who acts, and on what. */
export interface Stage {
  readonly team: People;
  readonly branches: Map<string, Branch>;
  readonly choices: Seeded;
  readonly scope: Scope;
}

/** Does one thing that people do, and gives what came of it in a few words. */
export async function takeStep({ does, branch: name }: Step, stage: Stage): Promise<string> {
  const { team, branches } = stage;
  if (does === 'open') {
    const commit = await team.push(name);
    const pullRequestId = await team.open(name);
    branches.set(name, { pullRequestId, commits: [commit] });
    return `pull request ${pullRequestId} at ${commit.slice(0, 7)}`;
  }
  const branch = branches.get(name);
  if (branch === undefined) throw new Error(`${name} has no pull request yet`);
  return deeds[does]({ ...stage, ...branch, name });
}

type Deed = (on: Stage & Branch & { readonly name: string }) => Promise<string>;

const push: Deed = async ({ team, commits, name }) => {
  const commit = await team.push(name);
  commits.push(commit);
  return commit.slice(0, 7);
};

const deeds: Readonly<Record<Exclude<Step['does'], 'open'>, Deed>> = {
  push,
  async 'force-push'({ team, commits, name }) {
    const commit = await team.forcePush(name);
    commits.push(commit);
    return commit.slice(0, 7);
  },
  async 'go-back'({ team, commits, name, choices }) {
    const commit = commits[choices.between(0, commits.length - 1)] ?? '';
    await team.goBack(name, commit);
    return commit.slice(0, 7);
  },
  async merge({ team, pullRequestId }) {
    await team.merge(pullRequestId);
    return '';
  },
  async close({ team, pullRequestId }) {
    await team.close(pullRequestId);
    return '';
  },
  async comment({ team, pullRequestId }) {
    await team.comment(pullRequestId);
    return '';
  },
  /** What is written already is not written again: only when something changes is the comment missed. */
  async 'delete-status-comment'(on) {
    const [comment] = statusComments(on.scope, on.pullRequestId);
    if (comment) await deleteCommentContent.handle({ commentId: comment.id }, asAda(on.scope));
    return `${comment?.id ?? 'none'}, then pushed ${await push(on)}`;
  },
  'stop-a-build': async ({ team }) => team.stopABuild() ?? 'none runs',
  'build-main': async ({ team }) => team.buildBranch(projectOf('unit'), 'main'),
  /** Somebody deletes the project, and makes it again after a while. */
  async 'lose-project'({ scope, choices }) {
    const { projects } = codebuildState(scope);
    const project = projects.get(projectOf(lostCheck));
    if (project === undefined) return 'it is gone already';
    projects.delete(project.name);
    const minutes = choices.between(1, 90);
    scope.world.clock.after(minutes * 60_000, () => void projects.set(project.name, project));
    return `it is back in ${minutes} min`;
  },
  nothing: async () => '',
};
