/** Milliseconds since the epoch, UTC. The core is always given one; it never asks for the time. */
export type Instant = number;

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A length of time for people: `31 s`, `2 min 5 s`, `1 h 4 min`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / second));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return joined(`${minutes} min`, seconds % 60, 's');
  return joined(`${Math.floor(minutes / 60)} h`, minutes % 60, 'min');
}

function joined(large: string, small: number, unit: string): string {
  return small === 0 ? large : `${large} ${small} ${unit}`;
}
