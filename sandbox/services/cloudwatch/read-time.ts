import { invalidValue } from './cloudwatch-errors.ts';

/** A time as it comes (epoch seconds, a date, or text) in epoch milliseconds. */
export function readTime(name: string, value: number | string | Date): number {
  const time = typeof value === 'number' ? value * 1000 : new Date(value).getTime();
  if (Number.isNaN(time)) throw invalidValue(`The parameter ${name} is no time: ${String(value)}`);
  return time;
}
