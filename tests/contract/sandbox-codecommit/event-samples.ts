import { expect } from 'vitest';
import type { BusEvent } from '../../../sandbox/kernel/offers/events.ts';
import { textOf } from '../../support/source-files.ts';
import type { Shop } from './a-shop.ts';

/** Who does everything in a shop unless told otherwise. */
export const admin = 'arn:aws:iam::111122223333:user/admin';

/** The page of a shop's first pull request. */
export const pullRequestUrl =
  'https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/shop/pull-requests/1';

/** An AWS sample of an event: what it is made of is what ours must be made of. */
export function sample(name: string): BusEvent {
  return JSON.parse(textOf(`events/codecommit/${name}.json`)) as BusEvent;
}

/** The names of an event's fields, in the order of the alphabet. */
export function fieldsOf(event: BusEvent | undefined): string[] {
  return Object.keys(event?.detail ?? {}).toSorted();
}

/** The one event that has happened; it has the sample's fields, but for those left out, and no others. */
export function only(shop: Shop, name: string, without: readonly string[] = []): BusEvent['detail'] {
  const [event, ...more] = shop.news();
  const expected = sample(name);
  expect(more).toEqual([]);
  expect(event?.['detail-type']).toBe(expected['detail-type']);
  expect(event?.source).toBe('aws.codecommit');
  expect(fieldsOf(event)).toEqual(fieldsOf(expected).filter((field) => !without.includes(field)));
  expect(event?.detail['event']).toBe(expected.detail['event']);
  expect(event?.resources).toHaveLength(expected.resources.length);
  return event?.detail ?? {};
}
