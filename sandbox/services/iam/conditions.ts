import { BlockList, isIPv6 } from 'node:net';
import { fillInText, globFits, type Variables } from './glob.ts';

// Stands for a colon that divides nothing; from the private use area, so no name has it.
const variableColon = '\uE002';

/** One key of a statement's condition block. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** What is known about a request, by lower-case condition key; several values for multivalued keys. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

/** Compares one value of the policy with one value of the request. */
type Comparison = (wanted: string, actual: string, variables: Variables) => boolean;

const text =
  (compare: (wanted: string, actual: string) => boolean): Comparison =>
  (wanted, actual, variables) => {
    const filled = fillInText(wanted, variables);
    return filled !== undefined && compare(filled, actual);
  };
const equal = text((wanted, actual) => wanted === actual);
const equalIgnoringCase = text((wanted, actual) => wanted.toLowerCase() === actual.toLowerCase());
const numeric =
  (compare: (actual: number, wanted: number) => boolean): Comparison =>
  (wanted, actual) =>
    compare(Number(actual), Number(wanted));
const date =
  (compare: (actual: number, wanted: number) => boolean): Comparison =>
  (wanted, actual) =>
    compare(instantOf(actual), instantOf(wanted));

const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: equal,
  StringEqualsIgnoreCase: equalIgnoringCase,
  StringLike: globFits,
  ArnEquals: arnFits,
  ArnLike: arnFits,
  Bool: equalIgnoringCase,
  BinaryEquals: (wanted, actual) => wanted === actual,
  NumericEquals: numeric((actual, wanted) => actual === wanted),
  NumericLessThan: numeric((actual, wanted) => actual < wanted),
  NumericLessThanEquals: numeric((actual, wanted) => actual <= wanted),
  NumericGreaterThan: numeric((actual, wanted) => actual > wanted),
  NumericGreaterThanEquals: numeric((actual, wanted) => actual >= wanted),
  DateEquals: date((actual, wanted) => actual === wanted),
  DateLessThan: date((actual, wanted) => actual < wanted),
  DateLessThanEquals: date((actual, wanted) => actual <= wanted),
  DateGreaterThan: date((actual, wanted) => actual > wanted),
  DateGreaterThanEquals: date((actual, wanted) => actual >= wanted),
  IpAddress: (wanted, actual) => isWithin(wanted, actual),
};

/** Each is the opposite of another operator, and true when the key is absent. */
const opposites: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
};

/** Whether IAM has this condition operator, with or without its modifiers. */
export function isOperator(operator: string): boolean {
  const { base } = partsOf(operator);
  return base === 'Null' || Object.hasOwn(comparisons, base) || Object.hasOwn(opposites, base);
}

/**
 * Whether a condition holds. A request without the key fails it, unless the operator is a negated one, ends
 * in `IfExists`, or starts with `ForAllValues:`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function conditionHolds(condition: Condition, context: RequestContext): boolean {
  const { quantifier, base, ifExists } = partsOf(condition.operator);
  const actual = context.get(condition.key.toLowerCase());
  if (base === 'Null') return condition.values.includes(String(actual === undefined));
  const isNegated = Object.hasOwn(opposites, base);
  if (actual === undefined)
    return ifExists || quantifier === 'ForAllValues' || (isNegated && quantifier === '');
  const holds = comparing(condition, context, isNegated);
  // Without a quantifier a key has one value, so that every and some are the same but for what is negated.
  const isForAll = quantifier === 'ForAllValues' || (quantifier === '' && isNegated);
  return isForAll ? actual.every(holds) : actual.some(holds);
}

/** Whether one value of the request fits any of the wanted ones, or none of them when negated. */
function comparing(
  { operator, values }: Condition,
  context: RequestContext,
  isNegated: boolean,
): (value: string) => boolean {
  const { base } = partsOf(operator);
  const compare = comparisons[opposites[base] ?? base];
  if (compare === undefined) return () => false;
  const variables: Variables = (key) => context.get(key)?.[0];
  return (value) => values.some((wanted) => compare(wanted, value, variables)) !== isNegated;
}

function partsOf(operator: string): { quantifier: string; base: string; ifExists: boolean } {
  const colon = operator.indexOf(':');
  const name = operator.slice(colon + 1);
  const ifExists = name.endsWith('IfExists');
  return {
    quantifier: colon < 0 ? '' : operator.slice(0, colon),
    base: ifExists ? name.slice(0, -'IfExists'.length) : name,
    ifExists,
  };
}

/** ARNs are compared part by part: a `*` in one of the first five does not reach past its colon. */
function arnFits(wanted: string, actual: string, variables: Variables): boolean {
  const wantedParts = arnParts(wanted);
  const actualParts = arnParts(actual);
  return (
    wantedParts.length === actualParts.length &&
    wantedParts.every((part, index) => globFits(part, actualParts[index] ?? '', variables))
  );
}

/** The six parts of an ARN; colons inside `${...}` belong to the variable's key. */
function arnParts(arn: string): readonly string[] {
  const parts = arn
    .replace(/\$\{[^}]*\}/g, (variable) => variable.replaceAll(':', variableColon))
    .split(':')
    .map((part) => part.replaceAll(variableColon, ':'));
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/** Dates are ISO 8601 or epoch seconds. */
function instantOf(value: string): number {
  return /^\d+(\.\d+)?$/.test(value) && value.length > 4 ? Number(value) * 1000 : Date.parse(value);
}

function isWithin(range: string, address: string): boolean {
  const [network = '', length] = range.split('/');
  const family = isIPv6(network) ? 'ipv6' : 'ipv4';
  try {
    const list = new BlockList();
    list.addSubnet(network, length === undefined ? (family === 'ipv6' ? 128 : 32) : Number(length), family);
    return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  } catch {
    return false;
  }
}
