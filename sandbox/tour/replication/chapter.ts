import { join } from 'node:path';
import type { World } from '../../kernel/world.ts';
import type { Step } from '../progress.ts';
import type { Team } from '../team.ts';
import { teamAt } from '../team.ts';
import { foreignWrites } from './foreign-writes.ts';
import { importRepository } from './import-repository.ts';
import { londonIsBack, loseLondon } from './lose-london.ts';
import type { Play } from './play.ts';
import {
  keptInLondon,
  london,
  proof,
  refsIn,
  repositoryName,
  seoul,
  untilEqual,
  untilRecorded,
} from './replicas.ts';

/**
 * Chapter 2: what the team does in us-east-1 is in London and Seoul within seconds. Somebody writes to the replicas,
 * London goes away in the middle of a push and comes back, and a repository is imported from another git server.
 */
export async function replicationChapter(world: World, team: Team, step: Step): Promise<void> {
  const page = `${team.endpoint}/${team.region}/replication`;
  await step('Since the first push of chapter 1 there are replicas in London and Seoul', async () => {
    await bothEqual(world);
    return { link: page, text: await proofs(world) };
  });
  const tree = await team.clone(repositoryName, join(world.folder, 'tour', 'replicated-ledger'));
  await tree.git('checkout', '--quiet', 'main');
  const play: Play = { world, step, tree, page };
  await follow(play);
  await foreignWrites(play, teamAt(world, london.region), teamAt(world, seoul.region));
  await loseLondon(play);
  await step('Meanwhile import a repository from another git server, with one command', () =>
    importRepository(world, 'sea-charts'),
  );
  await londonIsBack(play);
}

/** Everything that can happen to branches and tags. */
async function follow({ world, step, tree, page }: Play): Promise<void> {
  await step('Push a commit to main; both replicas have it', async () => {
    await tree.push({ branch: 'main', message: 'Tell what this is', files: { 'README.md': '# Ledger\n' } });
    return { text: await times(world) };
  });
  await step('Push a new branch and an annotated tag', async () => {
    await tree.push({
      branch: 'feature/audit',
      message: 'Plan an audit',
      files: { 'AUDIT.md': 'Once a year.\n' },
    });
    await tree.git('tag', '--annotate', '--message', 'First release', 'v1.0', 'main');
    await tree.git('push', '--quiet', 'origin', 'refs/tags/v1.0');
    return { text: `${await times(world)}\n${await proofs(world)}` };
  });
  await step('Force push the branch; the replicas follow', async () => {
    await tree.git('commit', '--quiet', '--amend', '--message', 'Plan an audit, every quarter');
    await tree.git('push', '--quiet', '--force', 'origin', 'HEAD:refs/heads/feature/audit');
    return { text: await times(world) };
  });
  await step('Delete the branch; Seoul deletes it at once, London keeps it for 7 days', async () => {
    await tree.git('push', '--quiet', 'origin', `:${keptInLondon}`);
    const seconds = await untilEqual(world, seoul);
    await untilRecorded(world, london, {
      what: 'since when the branch is gone at the source',
      fits: ({ missingSince = {} }) => missingSince[keptInLondon] !== undefined,
    });
    if (!(await refsIn(world, london.region)).has(keptInLondon))
      throw new Error('London has deleted the branch already');
    return { link: page, text: `Seoul after ${seconds.toFixed(1)} s` };
  });
}

async function bothEqual(world: World): Promise<void> {
  await untilEqual(world, london);
  await untilEqual(world, seoul);
}

async function proofs(world: World): Promise<string> {
  return `${await proof(world, london)}\n${await proof(world, seoul)}`;
}

/** How long the replicas take, counted from now: the push is over. */
async function times(world: World): Promise<string> {
  const [inLondon, inSeoul] = await Promise.all([untilEqual(world, london), untilEqual(world, seoul)]);
  return `London after ${inLondon.toFixed(1)} s, Seoul after ${inSeoul.toFixed(1)} s`;
}
