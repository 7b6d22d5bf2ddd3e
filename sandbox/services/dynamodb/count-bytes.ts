import type { AttributeValue, Item, TableDescription } from './state.ts';

/** What of dynalite's rules measures, and is asked by its own modules through the object that holds it. */
export interface Measures {
  itemSize(item: Item): number;
  validateKey(key: Item, table: TableDescription): unknown;
  validateItem(item: Item, table: TableDescription): unknown;
  validationError(message: string): unknown;
}

/**
 * Makes dynalite count what AWS counts. It takes the length of a text for its size, which is that of ASCII alone: an
 * emoji has four bytes and counted two, in items and in keys.
 */
export function countBytes(measures: Measures): void {
  const { validateKey, validateItem, validationError } = measures;
  const tooLong = (item: Item, table: TableDescription): unknown => {
    const problem = problemOfKeys(item, table);
    return problem && validationError(`One or more parameter values were invalid: ${problem}`);
  };
  measures.itemSize = sizeOf;
  measures.validateKey = (key, table) => validateKey(key, table) ?? tooLong(key, table);
  measures.validateItem = (item, table) => validateItem(item, table) ?? tooLong(item, table);
}

/**
 * An item's size: names and values of its attributes, as the developer guide counts them.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function sizeOf(item: Item): number {
  return sum(Object.entries(item), ([name, value]) => Buffer.byteLength(name) + sizeOfValue(value));
}

function sizeOfValue(value: AttributeValue): number {
  return sum(Object.entries(value), ([type, content]) => sizes[type]?.(content as never) ?? 0);
}

const sizes: Readonly<Record<string, (content: never) => number>> = {
  S: (text: string) => Buffer.byteLength(text),
  N: sizeOfNumber,
  B: sizeOfBinary,
  BOOL: () => 1,
  NULL: () => 1,
  SS: (texts: readonly string[]) => sum(texts, (text) => Buffer.byteLength(text)),
  NS: (numbers: readonly string[]) => sum(numbers, sizeOfNumber),
  BS: (binaries: readonly string[]) => sum(binaries, sizeOfBinary),
  L: (list: readonly AttributeValue[]) => 3 + sum(list, (one) => 1 + sizeOfValue(one)),
  M: (map: Item) => 3 + Object.keys(map).length + sizeOf(map),
};

/** A byte for two significant digits, and one more; a minus has one of its own. */
function sizeOfNumber(text: string): number {
  const [mantissa = ''] = text.split(/e/i);
  const digits = mantissa.replace(/[-+.]/g, '').replace(/^0+/, '').replace(/0+$/, '');
  return 1 + Math.ceil(digits.length / 2) + (digits !== '' && text.startsWith('-') ? 1 : 0);
}

function sizeOfBinary(base64: string): number {
  return Buffer.byteLength(base64, 'base64');
}

function sum<One>(all: readonly One[], sizeOfOne: (one: One) => number): number {
  return all.reduce((total, one) => total + sizeOfOne(one), 0);
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html; the words are AWS's own. */
const limits = {
  HASH: { bytes: 2_048, words: 'Size of hashkey has exceeded the maximum size limit of2048 bytes' },
  RANGE: {
    bytes: 1_024,
    words: 'Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
  },
};

function problemOfKeys(item: Item, { KeySchema, ...table }: TableDescription): string | undefined {
  const indexes = [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
  for (const { AttributeName, KeyType } of [KeySchema, ...indexes.map((index) => index.KeySchema)].flat()) {
    const { bytes, words } = KeyType === 'HASH' ? limits.HASH : limits.RANGE;
    const value = item[AttributeName];
    if (value !== undefined && sizeOfValue(value) > bytes) return words;
  }
  return undefined;
}
