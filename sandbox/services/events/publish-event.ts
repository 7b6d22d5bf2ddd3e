import type { ServiceEvent } from '../../kernel/offers/events.ts';
import type { Scope } from '../../kernel/world.ts';
import { putOnBus } from './put-on-bus.ts';
import { timeText } from './time-text.ts';

/**
 * Puts an AWS service's event on the default bus of the place and gives its id. Rules are matched now; delivery
 * follows in its own time, so the caller neither waits for a target nor learns of its failure.
 */
export function publishEvent(scope: Scope, event: ServiceEvent): string {
  const id = scope.world.ids.uuid();
  putOnBus(scope, 'default', {
    version: '0',
    id,
    'detail-type': event.detailType,
    source: event.source,
    account: scope.account,
    time: timeText(Number(event.time ?? scope.world.clock.now())),
    region: scope.region,
    resources: [...event.resources],
    // Through JSON, as every event goes: what a service does with its object later is no part of the event.
    detail: JSON.parse(JSON.stringify(event.detail)) as Record<string, unknown>,
  });
  return id;
}
