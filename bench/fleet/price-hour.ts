import { gbSecondsOf } from '../costs/compute.ts';
import { priceUsage, totalOf } from '../costs/price-usage.ts';
import type { Hour } from './measure-hour.ts';

/** functions/sweep/function.yml */
const memoryMb = 512;
export const hoursInMonth = 730;
/** Its decision's line, its metrics and Lambda's own three lines. */
const logBytesPerRun = 2_000;

/** What a month of such hours costs, the alarms and metrics of the sweep left out: they are the same for any fleet. */
export function dollarsAMonth(hour: Hour): number {
  const gbSeconds = gbSecondsOf({
    memoryMb,
    count: hour.runs,
    calls: callsOf(hour),
    waitedSeconds: hour.waitedSeconds,
  });
  const lines = priceUsage({
    lambdaRequests: hour.runs * hoursInMonth,
    lambdaGbSeconds: gbSeconds * hoursInMonth,
    tableReads: hour.reads * hoursInMonth,
    tableWrites: (hour.calls['dynamodb:PutItem'] ?? 0) * hoursInMonth,
    logGb: (hour.runs * logBytesPerRun * hoursInMonth) / 1e9,
    traces: hour.runs * hoursInMonth,
  });
  return totalOf(lines);
}

/** All of them. */
export function callsOf({ calls }: Hour): number {
  return Object.values(calls).reduce((sum, count) => sum + count, 0);
}
