import { eventDelivery, faultsFor } from '../../kernel/faults.ts';
import type { BusEvent } from '../../kernel/offers/events.ts';
import type { Scope } from '../../kernel/world.ts';
import { sendDeadLetter } from './dead-letter.ts';
import { type DeliveryFailure, failureOf } from './delivery-failure.ts';
import { renderInput } from './render-input.ts';
import { sendToTarget } from './send-to-target.ts';
import { type DeliveryRecord, eventsState, type PendingDelivery, type Rule, type Target } from './state.ts';

/** EventBridge tries for 24 hours and 185 times when a target does not say otherwise (facts: delivery). */
const usual = { attempts: 185, ageSeconds: 86_400 };

/** Retries begin a second apart and end five minutes apart; AWS documents back-off and jitter, not the numbers. */
const backOff = { firstMs: 1000, mostMs: 300_000 };

/**
 * Starts the delivery of an event to one target and gives its record, which tells how it goes. The event reaches
 * the target at least once, or the dead-letter queue, unless a fault of the switchboard strikes.
 */
export function startDelivery(
  scope: Scope,
  { event, rule, target }: { event: BusEvent; rule: Rule; target: Target },
): DeliveryRecord {
  const record: DeliveryRecord = {
    rule: rule.name,
    targetId: target.Id,
    targetArn: target.Arn,
    outcome: 'pending',
    attempts: 0,
  };
  const { times, delayMs } = drawFaults(scope);
  if (times === 0) {
    record.outcome = 'lost';
    record.error = 'Dropped by the fault "drop-event"';
  }
  for (let copy = 0; copy < times; copy++) {
    const now = scope.world.clock.now();
    const delivery: PendingDelivery = {
      id: scope.world.ids.uuid(),
      event,
      rule: { name: rule.name, arn: rule.arn },
      target,
      since: now,
      dueAt: now + delayMs,
      record,
    };
    eventsState(scope).pending.set(delivery.id, delivery);
    scheduleAttempt(scope, delivery);
  }
  return record;
}

function drawFaults(scope: Scope): { times: number; delayMs: number } {
  let times = 1;
  let delayMs = 0;
  for (const fault of faultsFor(scope, 'events', eventDelivery)) {
    const longest = fault.delayMs ?? 1000;
    if (fault.kind === 'drop-event') times = 0;
    if (fault.kind === 'duplicate-event') times *= 2;
    if (fault.kind === 'delay-event') delayMs += longest;
    if (fault.kind === 'reorder-events') delayMs += scope.world.ids.random() * longest;
  }
  return { times, delayMs };
}

/** Sets the timer of a delivery's next attempt; after a restart this is how it goes on. */
export function scheduleAttempt(scope: Scope, delivery: PendingDelivery): void {
  const { clock } = scope.world;
  clock.after(Math.max(0, delivery.dueAt - clock.now()), () => attempt(scope, delivery));
}

async function attempt(scope: Scope, delivery: PendingDelivery): Promise<void> {
  const { record, target } = delivery;
  record.attempts += 1;
  try {
    const input = renderInput(target, delivery);
    await sendToTarget(scope, delivery, input);
    record.outcome = 'delivered';
    delete record.error;
    eventsState(scope).pending.delete(delivery.id);
  } catch (error) {
    const failure = failureOf(error);
    record.error = failure.message;
    if (failure.isFinal) await giveUp(scope, delivery, { failure });
    else await retryOrGiveUp(scope, delivery, failure);
  }
}

async function retryOrGiveUp(
  scope: Scope,
  delivery: PendingDelivery,
  failure: DeliveryFailure,
): Promise<void> {
  const { world } = scope;
  const policy = delivery.target.RetryPolicy;
  const retries = delivery.record.attempts - 1;
  if (retries >= (policy?.MaximumRetryAttempts ?? usual.attempts))
    return giveUp(scope, delivery, { failure, exhausted: 'MaximumRetryAttempts' });
  const longest = Math.min(backOff.mostMs, backOff.firstMs * 2 ** Math.min(retries, 30));
  delivery.dueAt = world.clock.now() + longest * (0.5 + world.ids.random() / 2);
  const ageMs = (policy?.MaximumEventAgeInSeconds ?? usual.ageSeconds) * 1000;
  if (delivery.dueAt - delivery.since > ageMs)
    return giveUp(scope, delivery, { failure, exhausted: 'MaximumEventAgeInSeconds' });
  scheduleAttempt(scope, delivery);
}

async function giveUp(
  scope: Scope,
  delivery: PendingDelivery,
  end: { failure: DeliveryFailure; exhausted?: string },
): Promise<void> {
  const { record } = delivery;
  eventsState(scope).pending.delete(delivery.id);
  try {
    record.outcome = sendDeadLetter(scope, delivery, end) ? 'dead-lettered' : 'lost';
  } catch (error) {
    record.outcome = 'lost';
    record.error = `${record.error}; and its dead-letter queue cannot be written to: ${failureOf(error).message}`;
  }
}
