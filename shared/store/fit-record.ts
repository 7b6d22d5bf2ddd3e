/**
 * How large a kind of record may get. What people write decides how much a build prints, how long a name is and how many
 * refs are refused; DynamoDB takes items of 400 KB, and a record that cannot be written any more stops the work on it.
 */
export interface Bounds<Record> {
  /** Of the whole record as JSON. */
  readonly bytes: number;
  /** Cuts every text and list to its own bound; a second time it changes nothing. */
  readonly cut: (record: Record) => Record;
  /** What is given up, one step after the other, while the whole is still too large: the least missed first. */
  readonly giveUp: readonly ((record: Record) => Record)[];
}

/**
 * The record as it is kept: within its bounds. What is within them already comes back as it is, so that a record in
 * memory and in the table stay the same.
 */
export function fitRecord<Record>(record: Record, { bytes, cut, giveUp }: Bounds<Record>): Record {
  let kept = cut(record);
  for (const step of giveUp) {
    if (bytesOf(kept) <= bytes) return kept;
    kept = step(kept);
  }
  return kept;
}

/** The size of a value as JSON, in bytes of UTF-8. */
export function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}

/** The text in at most so many bytes of UTF-8, whole characters, with `…` where something is missing. */
export function cutToBytes(text: string, bytes: number): string {
  // A character of UTF-16 has at most three bytes: most texts are measured by their length alone.
  if (text.length * 3 <= bytes || Buffer.byteLength(text) <= bytes) return text;
  const head = Buffer.from(text.slice(0, bytes)).subarray(0, bytes - Buffer.byteLength('…'));
  // A character that was cut through reads as U+FFFD.
  return `${head.toString('utf8').replace(/\uFFFD{0,3}$/, '')}…`;
}

/** The first of the list's items, as many as fit into so many bytes of JSON and are not more than so many. */
export function cutList<Item>(
  items: readonly Item[],
  { most, bytes }: { readonly most: number; readonly bytes: number },
): readonly Item[] {
  let size = 2;
  const end = items.findIndex((item, index) => {
    size += bytesOf(item) + 1;
    return index >= most || size > bytes;
  });
  return end === -1 ? items : items.slice(0, end);
}

/** The same for a record by name: entries are lost from the end. */
export function cutEntries<Value>(
  entries: Readonly<Record<string, Value>>,
  limits: { readonly most: number; readonly bytes: number },
): Readonly<Record<string, Value>> {
  const all = Object.entries(entries);
  const kept = cutList(all, limits);
  return kept.length === all.length ? entries : Object.fromEntries(kept);
}
