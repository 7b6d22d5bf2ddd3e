import type { OwnEvent, OwnEventType } from '../core/own-event.ts';
import { cutList, cutToBytes } from './fit-record.ts';

/** Names of refs have at most 1,000 bytes or so, sentences less. */
const mostOfText = 1_200;

/** A newer one of the same kind says all that matters; the others tell each of something that happened. */
const overtaken: ReadonlySet<OwnEventType> = new Set([
  'Backup Made',
  'Backup Verified',
  'Replica Verified',
  'Replication Lag',
  'Large Files Not Replicated',
]);

/**
 * Events that wait to be told, as many as fit, in their order. Those go first that a newer one overtakes, and of these
 * the oldest. Their texts are cut; `lost` counts what is gone.
 */
export function cutEvents(
  events: readonly OwnEvent[],
  limits: { readonly most: number; readonly bytes: number },
): { readonly kept: readonly OwnEvent[]; readonly lost: number } {
  const cut = events.map(withShortTexts);
  const [less, more] = [true, false].map((wanted) =>
    cut.filter(({ detailType }) => overtaken.has(detailType) === wanted).toReversed(),
  );
  const chosen = new Set(cutList([...(more ?? []), ...(less ?? [])], limits));
  return { kept: cut.filter((event) => chosen.has(event)), lost: events.length - chosen.size };
}

function withShortTexts(event: OwnEvent): OwnEvent {
  const detail = Object.entries(event.detail).map(([name, value]) => [
    name,
    typeof value === 'string' ? cutToBytes(value, mostOfText) : value,
  ]);
  return { ...event, detail: Object.fromEntries(detail) as OwnEvent['detail'] };
}
