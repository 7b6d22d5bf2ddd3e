import type { Benchmark, Row } from './benchmark.ts';
import { obtainPeer } from './obtain-peer.ts';
import { type Case, cases } from './stage/cases.ts';
import { drawbridge } from './stage/drawbridge.ts';
import { judge, type Wrong } from './stage/judge.ts';
import { type Life, playLife } from './stage/life.ts';
import { peerContender } from './stage/peer.ts';
import { startPeer } from './stage/peer-process.ts';
import { type Contender, setStage } from './stage/stage.ts';
import { tally } from './stage/tally.ts';

/** What one contender made of everything. */
interface Performance {
  readonly events: readonly {
    readonly calls: number;
    readonly tableCalls: number;
    readonly wrongs: readonly Wrong[];
  }[];
  readonly life: Life;
}

/** The same sixteen events and the same judge for both; calls are those of all attempts of all functions. */
export const peer: Benchmark = {
  name: 'peer',
  about:
    'The same events handled by Drawbridge and by @cloudcomponents/cdk-pull-request-check 2.3.0: calls of the functions, and what was wrong.',
  async run() {
    const ours = await perform(drawbridge);
    const obtained = await obtainPeer();
    if ('problem' in obtained)
      return [{ what: 'the peer', ours: '', other: obtained.problem }, ...rowsOf(ours, undefined)];
    const process = await startPeer(obtained.handlerFile);
    try {
      return rowsOf(ours, await perform(peerContender(process)));
    } finally {
      await process.close();
    }
  },
};

async function perform(contender: Contender): Promise<Performance> {
  const events: Performance['events'][number][] = [];
  for (const one of cases) events.push(await performCase(contender, one));
  return { events, life: await playLife(await setStage(contender)) };
}

async function performCase(contender: Contender, { play, expected }: Case) {
  const measured = await play(await setStage(contender));
  const { calls, reads, writes } = tally(measured.calls);
  return { calls, tableCalls: reads + writes, wrongs: judge(expected, measured) };
}

function rowsOf(ours: Performance, other: Performance | undefined): Row[] {
  return [
    ...cases.map(({ name }, index) => eventRow(name, ours.events[index], other?.events[index])),
    wrongRow(ours, other),
    lifeRow('comments', { ours, other, budget: 1 }),
    lifeRow('calls', { ours, other }),
    lifeRow('bytes', { ours, other }),
  ];
}

type Performed = Performance['events'][number] | undefined;

function eventRow(what: string, ours: Performed, other: Performed): Row {
  return { what, ours: describe(ours), ...(other && { other: describe(other) }) };
}

function describe(performed: Performed): string {
  if (performed === undefined) return '';
  const { calls, tableCalls, wrongs } = performed;
  const table = tableCalls === 0 ? '' : ` + ${tableCalls} to the table`;
  return `${calls}${table}, ${wrongs.length === 0 ? 'right' : wrongs.join(' + ')}`;
}

function wrongRow(ours: Performance, other: Performance | undefined): Row {
  const wrong = countWrong(ours);
  return {
    what: 'events with a wrong outcome',
    ours: String(wrong),
    ...(other && { other: String(countWrong(other)) }),
    budget: '0',
    holds: wrong === 0,
  };
}

function countWrong({ events }: Performance): number {
  return events.filter(({ wrongs }) => wrongs.length > 0).length;
}

const lifeWords = {
  comments: 'comments',
  calls: 'calls besides the table',
  bytes: 'bytes sent, table included',
};

function lifeRow(
  figure: 'comments' | 'calls' | 'bytes',
  { ours, other, budget }: { ours: Performance; other: Performance | undefined; budget?: number },
): Row {
  const mine = ours.life[figure];
  const theirs = other?.life[figure];
  return {
    what: `life of a pull request (5 pushes, 1 project): ${lifeWords[figure]}`,
    ours: mine.toLocaleString('en'),
    ...(theirs !== undefined && { other: theirs.toLocaleString('en'), ratio: mine / theirs }),
    ...(budget !== undefined && { budget: String(budget), holds: mine <= budget }),
  };
}
