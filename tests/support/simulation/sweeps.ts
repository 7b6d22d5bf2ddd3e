import { dynamodbState } from '../../../sandbox/services/dynamodb/state.ts';
import { invokeAsync } from '../../../sandbox/services/lambda/invoke-async.ts';
import { stackNameOf, tableName } from './simulated-world.ts';
import type { Simulation } from './simulation.ts';

const minuteMs = 60_000;

/** How long it takes at most until the sweep has looked at everything once: an hour, and what is lost of its schedule. */
export const fullSweepMs = 90 * minuteMs;

/**
 * Lets time pass until then, with the sweep's schedule, of which all but every thirtieth minute is lost unless a record
 * is due: a run makes up for the minutes before it, and so many that find nothing would take half of the simulation's
 * time.
 */
export async function passTime(simulation: Simulation, until: number): Promise<void> {
  const { clock } = simulation;
  for (;;) {
    const minute = nextMinute(clock.now());
    if (minute > until) break;
    await clock.runUntil(minute);
    if (minute % (30 * minuteMs) === 0 || isSomethingDue(simulation, minute)) wakeSweep(simulation);
  }
  await clock.runUntil(until);
}

function nextMinute(now: number): number {
  return Math.floor(now / minuteMs) * minuteMs + minuteMs;
}

function isSomethingDue({ scope }: Simulation, now: number): boolean {
  const index = dynamodbState(scope).tables.get(tableName)?.indexes.get('global/due-keys');
  const at = new Date(now).toISOString();
  for (const item of index?.values.values() ?? []) if (String(item['dueAt']?.['S']) <= at) return true;
  return false;
}

/** One minute of the schedule. */
export function wakeSweep({ scope, clock }: Simulation): void {
  const rule = `arn:aws:events:${scope.region}:${scope.account}:rule/drawbridge-prod-sweep`;
  invokeAsync(scope, {
    functionArn: `arn:aws:lambda:${scope.region}:${scope.account}:function:${stackNameOf('sweep')}`,
    payload: {
      version: '0',
      id: scope.world.ids.uuid(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: scope.account,
      time: `${new Date(clock.now()).toISOString().slice(0, 19)}Z`,
      region: scope.region,
      resources: [rule],
      detail: {},
    },
    caller: { kind: 'service', service: 'events.amazonaws.com', sourceArn: rule },
  });
}
