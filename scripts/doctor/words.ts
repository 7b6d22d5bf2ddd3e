/** How many names are told before the rest is only counted. */
const TOLD = 5;

/** Names in a sentence: `a`, `a and b`, `a, b and c`, `a, b, c, d, e and 12 more`. */
export function namesOf(names: readonly string[]): string {
  const told = names.slice(0, TOLD);
  const more = names.length - told.length;
  const parts = more > 0 ? [...told, `${more} more`] : told;
  const last = parts.at(-1) ?? 'none';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

/** How long ago something was: `40 seconds`, `3 minutes`, `5 hours`, `2 days`. */
export function timeOf(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 120) return counted(seconds, 'second');
  if (seconds < 2 * 3_600) return counted(Math.round(seconds / 60), 'minute');
  if (seconds < 48 * 3_600) return counted(Math.round(seconds / 3_600), 'hour');
  return counted(Math.round(seconds / 86_400), 'day');
}

/** A number with its thing: `1 project`, `3 projects`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
