import { AwsError } from '../../kernel/errors.ts';
import { readCron, type Schedule } from './read-cron.ts';

const units: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads `rate(5 minutes)` or `cron(0 10 * * ? *)`, in UTC. Declines everything else with AWS's
 * ValidationException. A rate counts from the instant it is asked with.
 */
export function readSchedule(expression: string): Schedule {
  const [, kind, inner = ''] = /^(rate|cron)\((.*)\)$/.exec(expression) ?? [];
  const schedule = kind === 'rate' ? readRate(inner) : kind === 'cron' ? readCron(inner) : undefined;
  if (schedule === undefined)
    throw new AwsError('ValidationException', 'Parameter ScheduleExpression is not valid.');
  return schedule;
}

/** One unit is singular, more are plural: `1 minute`, `5 minutes` (user guide, "rate expressions"). */
function readRate(text: string): Schedule | undefined {
  const [, count = '', unit = '', plural] = /^([1-9]\d*) (minute|hour|day)(s?)$/.exec(text) ?? [];
  if (unit === '' || (count === '1') !== (plural === '')) return undefined;
  const period = Number(count) * (units[unit] ?? 0);
  return { nextAfter: (instant) => instant + period };
}
