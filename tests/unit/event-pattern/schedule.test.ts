import { describe, expect, it } from 'vitest';
import { readSchedule } from '../../../sandbox/services/events/read-schedule.ts';

/** The next `count` runs after an instant. */
function runs(expression: string, after: string, count = 1): string[] {
  const schedule = readSchedule(expression);
  const found: string[] = [];
  let instant: number | undefined = Date.parse(after);
  while (found.length < count) {
    instant = schedule.nextAfter(instant);
    if (instant === undefined) break;
    found.push(new Date(instant).toISOString().slice(0, 16));
  }
  return found;
}

describe('readSchedule', () => {
  it('counts a rate from the instant it is asked with', () => {
    expect(runs('rate(1 minute)', '2026-03-02T09:00:30Z', 2)).toEqual([
      '2026-03-02T09:01',
      '2026-03-02T09:02',
    ]);
    expect(runs('rate(5 minutes)', '2026-03-02T09:00:00Z')).toEqual(['2026-03-02T09:05']);
    expect(runs('rate(12 hours)', '2026-03-02T09:00:00Z')).toEqual(['2026-03-02T21:00']);
    expect(runs('rate(7 days)', '2026-03-02T09:00:00Z')).toEqual(['2026-03-09T09:00']);
  });

  const crons: [expression: string, after: string, next: string[]][] = [
    ['cron(0 10 * * ? *)', '2026-03-02T09:59:59Z', ['2026-03-02T10:00', '2026-03-03T10:00']],
    ['cron(15 12 * * ? *)', '2026-03-02T12:15:00Z', ['2026-03-03T12:15']],
    ['cron(0/20 8-9 ? * MON-FRI *)', '2026-03-06T09:30:00Z', ['2026-03-06T09:40', '2026-03-09T08:00']],
    ['cron(0 8 1 * ? *)', '2026-03-02T09:00:00Z', ['2026-04-01T08:00', '2026-05-01T08:00']],
    ['cron(0 0 L * ? *)', '2026-02-01T00:00:00Z', ['2026-02-28T00:00', '2026-03-31T00:00']],
    ['cron(0 0 29 2 ? *)', '2026-01-01T00:00:00Z', ['2028-02-29T00:00', '2032-02-29T00:00']],
    ['cron(0 0 1W * ? *)', '2026-07-15T00:00:00Z', ['2026-08-03T00:00', '2026-09-01T00:00']],
    ['cron(0 0 ? * 3#2 *)', '2026-03-01T00:00:00Z', ['2026-03-10T00:00', '2026-04-14T00:00']],
    ['cron(0 0 ? * 6L *)', '2026-03-01T00:00:00Z', ['2026-03-27T00:00', '2026-04-24T00:00']],
    ['cron(0 0 1 jan,JUL ? 2027)', '2026-03-01T00:00:00Z', ['2027-01-01T00:00', '2027-07-01T00:00']],
  ];

  it.each(crons)('runs %s after %s at %j', (expression, after, next) => {
    expect(runs(expression, after, next.length)).toEqual(next);
  });

  it('has no next run when the years are over', () => {
    expect(runs('cron(0 0 1 1 ? 2020)', '2026-03-01T00:00:00Z')).toEqual([]);
  });

  it.each([
    'rate(1 minutes)',
    'rate(5 minute)',
    'rate(0 minutes)',
    'rate(30 seconds)',
    'cron(0 10 * * *)',
    'cron(0 10 * * * *)',
    'cron(0 10 ? * ? *)',
    'cron(60 10 * * ? *)',
    'cron(0/0 10 * * ? *)',
    'cron(0 10 * FOO ? *)',
    'cron(0 10 ? * MON#6 *)',
    'at(2026-03-02T11:00:00)',
    'every minute',
    '',
  ])('refuses %j', (expression) => {
    expect(() => readSchedule(expression)).toThrow('Parameter ScheduleExpression is not valid.');
  });
});
