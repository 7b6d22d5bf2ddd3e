import { codeCommitState } from '../../sandbox/services/codecommit/state.ts';
import { minute, openAndBuild } from './case-steps.ts';
import type { Stage } from './stage.ts';
import { type Tally, tally } from './tally.ts';

/** What a pull request's whole life came to. */
export interface Life extends Tally {
  readonly comments: number;
}

const pushes = 5;

/** A pull request with five pushes, each built to the end, and then merged. */
export async function playLife(stage: Stage): Promise<Life> {
  const pullRequestId = await openAndBuild(stage);
  for (let push = 1; push < pushes; push += 1) {
    await stage.team.push('feature');
    await stage.pass(8 * minute);
  }
  await stage.team.merge(pullRequestId);
  await stage.pass(8 * minute);
  const comments = [...codeCommitState(stage.scope).comments.values()];
  return { ...tally(stage.handled.flatMap(({ calls }) => calls)), comments: comments.length };
}
