import { join } from 'node:path';
import { scopeOf } from '../../kernel/world.ts';
import { recentEvents } from '../../services/events/recent-events.ts';
import type { Team } from '../team.ts';
import { until } from '../until.ts';
import type { Play } from './play.ts';
import {
  keptInLondon,
  london,
  proof,
  refsIn,
  repositoryName,
  seoul,
  source,
  untilEqual,
  untilRecorded,
} from './replicas.ts';

const main = 'refs/heads/main';

/** Somebody writes to both replicas; each is treated as its policy says. */
export async function foreignWrites(play: Play, inLondon: Team, inSeoul: Team): Promise<void> {
  const { world, step, tree, page } = play;
  const hotfix = await step(
    'Somebody pushes a hotfix to main in London, and another one in Seoul',
    async () => {
      const commits = {
        london: await writeTo(play, inLondon, 'HOTFIX.md'),
        seoul: await writeTo(play, inSeoul, 'SEOUL.md'),
      };
      return { commits, link: page };
    },
  );
  await step('The next change finds both: London keeps its hotfix and alarms', async () => {
    await tree.git('tag', 'v1.1', 'main');
    await tree.git('push', '--quiet', 'origin', 'refs/tags/v1.1');
    const record = await untilRecorded(world, london, {
      what: 'that main was written there',
      fits: ({ troubles = {} }) => troubles[main]?.found === hotfix.commits.london,
    });
    await eventToldOf(play, 'Replica Diverged', london.region);
    return { link: page, text: record.troubles?.[main]?.reason ?? '' };
  });
  await step('Seoul saves its hotfix on a branch of its own, and follows', async () => {
    const saved = await until('the hotfix to be saved in Seoul', async () =>
      [...(await refsIn(world, seoul.region))].find(
        ([ref, id]) => id === hotfix.commits.seoul && ref.startsWith('refs/heads/replica-backup/'),
      ),
    );
    await untilEqual(world, seoul, { besides: [saved[0]] });
    return { text: `${saved[0]}\n${await proof(world, seoul)}` };
  });
  await step("Merge London's hotfix into main at the source; London follows again", async () => {
    await tree.git('checkout', '--quiet', 'main');
    await tree.git('fetch', '--quiet', join(world.folder, 'tour', `ledger-${london.region}`), 'main');
    await tree.git('merge', '--quiet', '--no-ff', '--message', 'Take the hotfix from London', 'FETCH_HEAD');
    await tree.git('push', '--quiet', 'origin', main);
    await untilEqual(world, london, { besides: [keptInLondon] });
    return { text: await proof(world, london) };
  });
}

async function writeTo({ world }: Play, team: Team, file: string): Promise<string> {
  const tree = await team.clone(repositoryName, join(world.folder, 'tour', `ledger-${team.region}`));
  await tree.git('checkout', '--quiet', 'main');
  return tree.push({ branch: 'main', message: 'Mend it here', files: { [file]: 'Mended in a hurry.\n' } });
}

/** Waits for an event of Drawbridge's own on the bus. */
async function eventToldOf({ world }: Play, detailType: string, region: string): Promise<void> {
  await until(`the event "${detailType}"`, async () =>
    recentEvents(scopeOf(world, source)).some(
      ({ event }) => event['detail-type'] === detailType && event.detail['to'] === region,
    ),
  );
}
