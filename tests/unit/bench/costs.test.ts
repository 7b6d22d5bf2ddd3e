import { describe, expect, it } from 'vitest';
import { gbSecondsOf } from '../../../bench/costs/compute.ts';
import { withComputedCosts } from '../../../bench/costs/costs-page.ts';
import { countStack } from '../../../bench/costs/count-stack.ts';
import { priceUsage, totalOf } from '../../../bench/costs/price-usage.ts';
import {
  exampleTeam,
  metricsOf,
  metricsOfBackup,
  metricsOfFunction,
  metricsOfReplica,
  usageOf,
} from '../../../bench/costs/team.ts';
import { measure as measureBackup } from '../../../functions/back-up-repository/measure.ts';
import { measure as measureReplica } from '../../../functions/replicate-repository/measure.ts';
import { measureEvent } from '../../../shared/runtime/measure-event.ts';
import { noon } from '../../support/builders.ts';

const stack = { alarmMetrics: 23, dashboards: 1, secrets: 1, eventFunctions: 5 };
const costOf = (lines: ReturnType<typeof priceUsage>, metered: string) =>
  lines.find((line) => line.metered === metered)?.cost;

describe('the bill', () => {
  it('has a line for everything that is metered, also where nothing was used', () => {
    const lines = priceUsage({ tableWrites: 2_000_000, alarmMetrics: 23 });

    expect(lines).toHaveLength(25);
    expect(costOf(lines, 'tableWrites')).toBeCloseTo(1.25, 10);
    expect(costOf(lines, 'alarmMetrics')).toBeCloseTo(2.3, 10);
    expect(costOf(lines, 'keys')).toBe(0);
    expect(totalOf(lines)).toBeCloseTo(3.55, 10);
  });

  it('charges for the time that a function waits and for its part of a processor', () => {
    // 1,000 runs of two calls: 9 ms of a whole processor each, of which 512 MB have 512/1769.
    const busySeconds = 1_000 * 0.009 * (1_769 / 512);

    expect(gbSecondsOf({ memoryMb: 512, count: 1_000, calls: 2_000, waitedSeconds: 80 })).toBeCloseTo(
      (80 + busySeconds) / 2,
      6,
    );
  });
});

describe("a team's month", () => {
  it('has no use that the prices do not know, and builds for each revision and check', () => {
    const usage = usageOf(exampleTeam, stack);

    // (60 opened + 240 pushed to) x 2 checks x 21 days x 6 minutes
    expect(usage.buildMinutes).toBe(75_600);
    expect(usage.transferGb).toBeCloseTo(16.4, 1);
    expect(usage.metrics).toBe(41);
    expect(Object.values(usage).every((amount) => Number.isFinite(amount) && amount >= 0)).toBe(true);
  });

  it('costs no more metrics and alarms with a thousand repositories', () => {
    const few = usageOf({ ...exampleTeam, repositories: 10 }, stack);
    const many = usageOf({ ...exampleTeam, repositories: 1_000 }, stack);

    expect(many.metrics).toBe(few.metrics);
    expect(many.alarmMetrics).toBe(few.alarmMetrics);
  });

  it('costs what a replica more has', () => {
    const more =
      metricsOf({ replicas: 3, backups: 1 }, stack) - metricsOf({ replicas: 2, backups: 1 }, stack);

    expect(more).toBe(6);
  });
});

describe('the custom metrics', () => {
  it('are as many for each function as its events can have', () => {
    const event = { time: '2026-03-02T11:59:00Z' };
    const names = (['done', 'ignored', 'refused'] as const).flatMap((decision) =>
      Object.keys(measureEvent(event, { decision, reason: '', effects: ['wake'] }, noon)),
    );

    expect(new Set(names).size).toBe(metricsOfFunction);
  });

  it('are as many as a replica and a backup give, at their most', () => {
    const traffic = { bytesSent: 1, bytesReceived: 1 };
    const replica = { name: 'london', traffic, troubles: {}, behind: 0, verifiedAt: noon } as never;
    const backup = { backup: 'ledger', checkedAt: noon, verified: { at: noon } } as never;

    expect(Object.keys(measureReplica(replica, { before: undefined, now: noon }).values)).toHaveLength(
      metricsOfReplica,
    );
    expect(Object.keys(measureBackup(backup, noon).values)).toHaveLength(metricsOfBackup);
  });
});

describe('what a stack has', () => {
  it('is counted in its template: a metric for each that an alarm looks at', () => {
    const alarm = (Properties: Record<string, unknown>) => ({ Type: 'AWS::CloudWatch::Alarm', Properties });
    const Resources = {
      A: alarm({ MetricName: 'Errors' }),
      B: alarm({
        Metrics: [
          { Id: 'm1', MetricStat: {} },
          { Id: 'm2', MetricStat: {} },
          { Id: 'e', Expression: 'm1/m2' },
        ],
      }),
      C: { Type: 'AWS::SecretsManager::Secret' },
      D: { Type: 'AWS::Lambda::Function' },
      E: { Type: 'AWS::Lambda::Function' },
      F: { Type: 'AWS::Lambda::Url' },
      G: { Type: 'AWS::CloudWatch::Dashboard' },
    };

    expect(countStack({ Resources })).toEqual({
      alarmMetrics: 3,
      dashboards: 1,
      secrets: 1,
      eventFunctions: 1,
    });
  });
});

it('refuses a page that has no place for what is computed', () => {
  expect(() => withComputedCosts('# What it costs\n', stack)).toThrow('docs/costs.md has no lines');
});
