import * as z from 'zod';

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of a duration as people write it (`90s`, `10m`, `2h`, `1d`); `undefined` for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = /^(?<count>[0-9]{1,9})(?<unit>[smhd])$/.exec(text);
  const unit = UNITS[match?.groups?.['unit'] ?? ''];
  return unit === undefined ? undefined : Number(match?.groups?.['count']) * unit;
}

/** Where a duration is written: text, and to a mere number it is said what it lacks. */
export const DurationText = z.string({
  error: ({ input }) =>
    typeof input === 'number'
      ? `a duration has a unit, s, m, h or d: ${input}m is ${input} minutes`
      : undefined,
});
