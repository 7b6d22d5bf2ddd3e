import { invalidPattern } from './invalid-pattern.ts';
import { isJsonObject } from './json-value.ts';
import { compileWildcard } from './wildcard.ts';

type Test = (value: unknown) => boolean;

/**
 * Compiles `anything-but`: a value or list of one type, or one of prefix, suffix, equals-ignore-case and wildcard
 * with a text or a list of texts. It matches every value that is there and is none of them.
 */
export function compileAnythingBut(operand: unknown): Test {
  if (isJsonObject(operand)) return not(compileNested(operand));
  const values: unknown[] = Array.isArray(operand) ? operand : [operand];
  const isList = Array.isArray(operand);
  for (const value of values) {
    if (typeof value === 'string' || typeof value === 'number') continue;
    throw invalidPattern(
      isList
        ? 'Inside anything but list, start|null|boolean is not supported.'
        : 'Value of anything-but must be an array or single string/number value.',
    );
  }
  if (new Set(values.map((value) => typeof value)).size !== 1) {
    throw invalidPattern(
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    );
  }
  const refused = new Set(values);
  return (value) => !refused.has(value);
}

const nested: Readonly<Record<string, (text: string) => (value: string) => boolean>> = {
  prefix: (text) => (value) => value.startsWith(text),
  suffix: (text) => (value) => value.endsWith(text),
  'equals-ignore-case': (text) => {
    const folded = text.toLowerCase();
    return (value) => value.toLowerCase() === folded;
  },
  wildcard: compileWildcard,
};

function compileNested(operand: Readonly<Record<string, unknown>>): Test {
  const [operator, ...others] = Object.keys(operand);
  if (operator === undefined) throw invalidPattern('Anything-But expression name not found');
  const compile = Object.hasOwn(nested, operator) ? nested[operator] : undefined;
  if (compile === undefined) throw invalidPattern(`Unsupported anything-but pattern: ${operator}`);
  if (others.length > 0) throw invalidPattern('Only one key allowed in match expression');
  const tests = readTexts(operator, operand[operator]).map((text) => compile(text));
  return (value) => typeof value === 'string' && tests.some((test) => test(value));
}

function readTexts(operator: string, operand: unknown): string[] {
  const isList = Array.isArray(operand);
  const texts: unknown[] = isList ? operand : [operand];
  if (texts.length === 0) throw invalidPattern('Empty arrays are not allowed');
  const mayBeEmpty = operator === 'equals-ignore-case' || operator === 'wildcard';
  return texts.map((text) => {
    if (typeof text !== 'string') {
      throw invalidPattern(
        isList
          ? `Inside anything-but/${operator} list, number|start|null|boolean is not supported.`
          : `Value of anything-but must be an array or single string value.`,
      );
    }
    if (text === '' && !mayBeEmpty) throw invalidPattern('Null prefix/suffix not allowed');
    return text;
  });
}

function not(test: Test): Test {
  return (value) => !test(value);
}
