import { pullRequestKey } from '../../shared/store/pull-requests.ts';
import { type Looked, lookInTurn } from './look-in-turn.ts';
import type { ObservePorts } from './observe.ts';
import type { Found } from './observed.ts';
import type { Look } from './plan-looks.ts';

/** Lists each repository's open pull requests, and finds those that nobody looks after. */
export async function lookAtRepositories(
  { listOpen, dueWork }: Pick<ObservePorts, 'listOpen' | 'dueWork'>,
  { looks, isTimeOver }: { looks: readonly Look[]; isTimeOver(): boolean },
): Promise<Looked<Found['repository']>> {
  const listed = await lookInTurn(looks, { isTimeOver, look: ({ thing }) => listOpen(thing.name) });
  const keys = listed.found.flatMap(({ found }) => found.map(keyOf));
  const attended = new Set((await dueWork.attended(keys)).map(({ pk }) => pk));
  return {
    ...listed,
    found: listed.found.map(({ look, found }) => ({
      look,
      found: { unattended: found.filter((id) => !attended.has(keyOf(id).pk)) },
    })),
  };
}

function keyOf(id: string) {
  return { pk: pullRequestKey(id), sk: 'state' };
}
