import { invalidPattern } from './invalid-pattern.ts';

/** EventBridge compares numbers only within this distance from zero (user guide, "numeric matching"). */
const LIMIT = 5_000_000_000;

const comparisons = {
  '=': (value: number, bound: number) => value === bound,
  '<': (value: number, bound: number) => value < bound,
  '<=': (value: number, bound: number) => value <= bound,
  '>': (value: number, bound: number) => value > bound,
  '>=': (value: number, bound: number) => value >= bound,
} as const;

type Operator = keyof typeof comparisons;

type Test = (value: unknown) => boolean;

/**
 * Compiles `["=", 5]`, one bound, or one range such as `[">", 0, "<=", 5]` (the lower bound comes first).
 * Declines everything else, and bounds beyond ±5,000,000,000.
 */
export function compileNumeric(terms: unknown): Test {
  if (!Array.isArray(terms)) throw invalidPattern('Value of numeric must be an array.');
  const [operator, bound, ...upper] = terms as unknown[];
  if (typeof operator !== 'string')
    throw invalidPattern(`Invalid member in numeric match: ${String(operator)}`);
  if (!isOperator(operator)) throw invalidPattern(`Unrecognized numeric range operator: ${operator}`);
  const low = readBound(operator, bound);
  const meets = comparisons[operator];
  const isAbove: Test = (value) => isComparable(value) && meets(value, low);
  if (upper.length === 0) return isAbove;
  if (operator !== '>' && operator !== '>=') throw invalidPattern('Too many elements in numeric expression');
  const isBelow = compileUpperBound(upper, low);
  return (value) => isAbove(value) && isBelow(value);
}

function compileUpperBound([operator, bound, ...more]: readonly unknown[], low: number): Test {
  if (typeof operator !== 'string') throw invalidPattern(`Bad value in numeric range: ${String(operator)}`);
  if (operator !== '<' && operator !== '<=') throw invalidPattern(`Bad numeric range operator: ${operator}`);
  const high = readBound(operator, bound);
  if (more.length > 0) throw invalidPattern('Too many terms in numeric range expression');
  if (low >= high) throw invalidPattern('Bottom must be less than top');
  const meets = comparisons[operator];
  return (value) => isComparable(value) && meets(value, high);
}

function isOperator(text: string): text is Operator {
  return Object.hasOwn(comparisons, text);
}

function isComparable(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= LIMIT;
}

function readBound(operator: Operator, bound: unknown): number {
  if (typeof bound !== 'number')
    throw invalidPattern(`Value of ${operator === '=' ? 'equals' : operator} must be numeric`);
  if (Math.abs(bound) > LIMIT) throw invalidPattern('Value must be between -5.0E9 and 5.0E9, inclusive');
  return bound;
}
