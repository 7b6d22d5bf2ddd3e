/** A map in key order, as plain data so that it can be written to disk with the rest of the state. */
export interface SortedMap<Value> {
  readonly keys: string[];
  readonly values: Map<string, Value>;
}

/** What part of a map to read: bounds on the key, direction, and how many at most (-1: all). */
export interface Range {
  readonly gt?: string;
  readonly gte?: string;
  readonly lt?: string;
  readonly lte?: string;
  readonly reverse?: boolean;
  readonly limit?: number;
}

export function sortedMap<Value>(): SortedMap<Value> {
  return { keys: [], values: new Map() };
}

/** Adds the entry, or replaces the value the key had. */
export function setEntry<Value>(map: SortedMap<Value>, key: string, value: Value): void {
  if (!map.values.has(key)) map.keys.splice(firstAtLeast(map.keys, key), 0, key);
  map.values.set(key, value);
}

/** Removes the entry; does nothing when there is none. */
export function deleteEntry<Value>(map: SortedMap<Value>, key: string): void {
  if (map.values.delete(key)) map.keys.splice(firstAtLeast(map.keys, key), 1);
}

/** The keys within the range, in its direction. */
export function keysInRange<Value>({ keys }: SortedMap<Value>, range: Range): string[] {
  const from = Math.max(
    range.gte === undefined ? 0 : firstAtLeast(keys, range.gte),
    range.gt === undefined ? 0 : firstAfter(keys, range.gt),
  );
  const to = Math.min(
    range.lt === undefined ? keys.length : firstAtLeast(keys, range.lt),
    range.lte === undefined ? keys.length : firstAfter(keys, range.lte),
  );
  const limit = range.limit === undefined || range.limit < 0 ? Infinity : range.limit;
  if (range.reverse) return keys.slice(Math.max(from, to - limit), Math.max(from, to)).reverse();
  return keys.slice(from, Math.min(to, from + limit));
}

/** The values within the range, in its direction. */
export function valuesInRange<Value>(map: SortedMap<Value>, range: Range): Value[] {
  // Every key has a value: the two members change together, above.
  return keysInRange(map, range).map((key) => map.values.get(key) as Value);
}

function firstAtLeast(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] as string) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstAfter(keys: readonly string[], key: string): number {
  const at = firstAtLeast(keys, key);
  return keys[at] === key ? at + 1 : at;
}
