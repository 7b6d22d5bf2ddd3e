import type { BusEvent } from '../../kernel/offers/events.ts';
import type { Scope } from '../../kernel/world.ts';
import { type DeliveryRecord, eventsState, type RecentEvent } from './state.ts';

/** How many events a place remembers. */
const LIMIT = 1000;

/** The last 1,000 events on the buses of a place, newest first, each with what became of it per rule and target. */
export function recentEvents(scope: Scope): readonly RecentEvent[] {
  return eventsState(scope).recent.toReversed();
}

/** Remembers an event; its deliveries are pushed onto what this gives. */
export function remember(scope: Scope, busName: string, event: BusEvent): DeliveryRecord[] {
  const { recent } = eventsState(scope);
  const deliveries: DeliveryRecord[] = [];
  recent.push({ event, busName, receivedAt: scope.world.clock.now(), deliveries });
  if (recent.length > LIMIT) recent.splice(0, recent.length - LIMIT);
  return deliveries;
}
