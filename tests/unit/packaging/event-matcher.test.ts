import { expect, it } from 'vitest';
import { eventMatcher } from '../../../packaging/event-matcher.ts';

it.each([
  ['ledger', 'ledger'],
  ['pay-*', { prefix: 'pay-' }],
  ['pay-*-ci', { prefix: 'pay-' }],
  ['*-ci', { suffix: '-ci' }],
  ['*', { exists: true }],
  ['*pay*', { exists: true }],
])('an event pattern holds for %s what EventBridge can compare: %j', (pattern, matcher) => {
  expect(eventMatcher(pattern)).toEqual(matcher);
});
