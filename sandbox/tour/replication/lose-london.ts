import { addFault, clearFaults, listFaults } from '../../kernel/faults.ts';
import type { ReplicaRecord } from '../../page/replica-records.ts';
import type { Play } from './play.ts';
import { keptInLondon, london, proof, refsIn, seoul, source, untilEqual, untilRecorded } from './replicas.ts';

/** London's CodeCommit goes away in the middle of a push, and is started again. */
export async function loseLondon({ world, step, tree, page }: Play): Promise<void> {
  await step('London goes away in the middle of a push; Seoul has the commit all the same', async () => {
    await untilRecorded(world, london, {
      what: 'that it is at rest',
      fits: (record) => isAtRest(record) && world.clock.now() - (record.listedAt ?? 0) > 1_000,
    });
    const everything = { service: 'codecommit', region: london.region, kind: 'drop-connection' } as const;
    const pushes = addFault(world, { ...everything, operation: 'GitPush' });
    const rest = addFault(world, everything);
    const before = (await refsIn(world, london.region)).get('refs/heads/main');
    await tree.push({ branch: 'main', message: 'Keep the books', files: { 'BOOKS.md': 'Kept.\n' } });
    const { failure } = await untilRecorded(world, london, {
      what: 'that London cannot be reached',
      fits: (record) => record.failure !== undefined,
    });
    // The event path pushes without asking anything before, so the first thing that was cut is a push.
    if (listFaults(world).find(({ id }) => id === pushes.id)?.struck === 0)
      throw new Error('no push to London was cut');
    if ((await refsIn(world, london.region)).get('refs/heads/main') !== before)
      throw new Error('London moved although the push was cut');
    await inSeoul();
    for (const { id } of [pushes, rest]) clearFaults(world, id);
    return { link: page, text: failure?.reason ?? '' };
  });

  async function inSeoul(): Promise<void> {
    const saved = [...(await refsIn(world, seoul.region)).keys()].filter((ref) =>
      ref.startsWith('refs/heads/replica-backup/'),
    );
    await untilEqual(world, seoul, { besides: saved });
  }
}

/** The sweep wakes what is due once a minute. */
export async function londonIsBack({ world, step, page }: Play): Promise<void> {
  await step('London is there again; within a minute it has caught up, and nobody did anything', async () => {
    await untilEqual(world, london, { besides: [keptInLondon] });
    const record = await untilRecorded(world, london, {
      what: 'that nothing is wrong any more',
      fits: isAtRest,
    });
    return {
      link: page,
      text: `${await proof(world, london)}\n${record.repository} in ${record.region} is in sync with ${source}`,
    };
  });
}

/** Nothing is owed. A push more than a second after both sides were listed goes straight through. */
function isAtRest({ failure, pendingSince, troubles = {} }: ReplicaRecord): boolean {
  return failure === undefined && pendingSince === undefined && Object.keys(troubles).length === 0;
}
