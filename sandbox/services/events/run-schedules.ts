import { type Scope, scopeOf, type World } from '../../kernel/world.ts';
import { scheduleAttempt, startDelivery } from './deliver.ts';
import { findBus } from './find-bus.ts';
import { readSchedule } from './read-schedule.ts';
import { remember } from './recent-events.ts';
import { eventsState, type Rule } from './state.ts';
import { timeText } from './time-text.ts';

/** A longer timer would overflow the machine's; it is set again when it ends. */
const longestTimerMs = 86_400_000;

/** Sets the next run of an enabled rule with a schedule, counted from now; takes it away from every other rule. */
export function startSchedule(scope: Scope, rule: Rule): void {
  delete rule.nextRunAt;
  if (rule.state !== 'ENABLED' || rule.scheduleExpression === undefined) return;
  setNextRun(scope, rule, scope.world.clock.now());
}

function setNextRun(scope: Scope, rule: Rule, after: number): void {
  const next = readSchedule(rule.scheduleExpression ?? '').nextAfter(after);
  if (next === undefined) {
    delete rule.nextRunAt;
    return;
  }
  rule.nextRunAt = next;
  waitForRun(scope, rule, next);
}

function waitForRun(scope: Scope, rule: Rule, runAt: number): void {
  const { clock } = scope.world;
  clock.after(Math.min(longestTimerMs, Math.max(0, runAt - clock.now())), () => {
    // The rule may have been changed, disabled or deleted meanwhile; then another timer or none is in charge.
    if (rule.nextRunAt !== runAt || findBus(scope, rule.busName).rules.get(rule.name) !== rule) return;
    if (clock.now() < runAt) {
      waitForRun(scope, rule, runAt);
      return;
    }
    run(scope, rule, runAt);
    // After a long stop the runs that were missed are not made up for.
    setNextRun(scope, rule, clock.now() - runAt < 60_000 ? runAt : clock.now());
  });
}

/** Sends the rule's targets a scheduled event (facts: source `aws.events`, an empty object as detail). */
function run(scope: Scope, rule: Rule, runAt: number): void {
  const event = {
    version: '0',
    id: scope.world.ids.uuid(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: scope.account,
    time: timeText(runAt),
    region: scope.region,
    resources: [rule.arn],
    detail: {},
  } as const;
  const deliveries = remember(scope, rule.busName, event);
  for (const target of rule.targets.values()) deliveries.push(startDelivery(scope, { event, rule, target }));
}

/** After a restart: sets the timers of schedules and of deliveries under way again. */
export function resumeEvents(world: World): void {
  for (const key of world.states.keys()) {
    const [service, account, region] = key.split('/');
    if (service !== 'events' || account !== world.account || region === undefined) continue;
    const scope = scopeOf(world, region);
    const { buses, pending } = eventsState(scope);
    for (const delivery of pending.values()) scheduleAttempt(scope, delivery);
    for (const bus of buses.values())
      for (const rule of bus.rules.values())
        if (rule.nextRunAt !== undefined) waitForRun(scope, rule, rule.nextRunAt);
  }
}
