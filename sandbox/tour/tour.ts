import { styleText } from 'node:util';
import type { World } from '../kernel/world.ts';
import { type Output, printedSteps, StepFailed } from './progress.ts';
import { pullRequestChapter } from './pull-request/chapter.ts';
import { replicationChapter } from './replication/chapter.ts';
import { teamAt } from './team.ts';

const chapters = [
  { title: 'A pull request is built', play: pullRequestChapter },
  { title: 'Every branch and tag reaches its replicas', play: replicationChapter },
] as const;

/** Plays a team's day on the sandbox, step by step. False when a step did not end as it should; it is printed. */
export async function playTour(world: World, out: Output = process.stdout): Promise<boolean> {
  const team = teamAt(world, 'us-east-1');
  try {
    for (const [index, { title, play }] of chapters.entries()) {
      out.write(`\n${styleText('bold', `Chapter ${index + 1}. ${title}`)}\n`);
      await play(world, team, printedSteps(out));
    }
    return true;
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    out.write(`\n${error.message}\n`);
    return false;
  }
}
