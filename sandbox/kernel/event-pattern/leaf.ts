import { compileAnythingBut } from './anything-but.ts';
import { compileCidr } from './cidr.ts';
import { invalidPattern } from './invalid-pattern.ts';
import { isJsonObject } from './json-value.ts';
import { compileNumeric } from './numeric.ts';
import { compileWildcard } from './wildcard.ts';

/** What one field may hold: any of the tests, or nothing at all when `absent`. */
export interface Leaf {
  readonly tests: readonly ((value: unknown) => boolean)[];
  readonly absent: boolean;
}

/** The operators of match expressions; inside `$or` no field may have one of these names. */
export const operatorNames: ReadonlySet<string> = new Set([
  'exactly',
  'prefix',
  'suffix',
  'equals-ignore-case',
  'wildcard',
  'anything-but',
  'numeric',
  'cidr',
  'exists',
]);

/** Compiles the list that stands at the end of a pattern's path; declines an empty list and unknown operators. */
export function compileLeaf(choices: readonly unknown[]): Leaf {
  if (choices.length === 0) throw invalidPattern('Empty arrays are not allowed');
  const tests: ((value: unknown) => boolean)[] = [];
  let absent = false;
  for (const choice of choices) {
    if (Array.isArray(choice))
      throw invalidPattern('Match value must be String, number, true, false, or null');
    if (!isJsonObject(choice)) {
      tests.push((value) => value === choice);
      continue;
    }
    const test = compileExpression(choice);
    if (test === 'absent') absent = true;
    else tests.push(test);
  }
  return { tests, absent };
}

function compileExpression(
  expression: Readonly<Record<string, unknown>>,
): ((value: unknown) => boolean) | 'absent' {
  const [operator, ...others] = Object.keys(expression);
  if (operator === undefined) throw invalidPattern('Match expression name not found');
  if (!operatorNames.has(operator)) throw invalidPattern(`Unrecognized match type ${operator}`);
  const test = compileOperator(operator, expression[operator]);
  if (others.length > 0) throw invalidPattern('Only one key allowed in match expression');
  return test;
}

function compileOperator(operator: string, operand: unknown): ((value: unknown) => boolean) | 'absent' {
  switch (operator) {
    case 'exists':
      if (typeof operand !== 'boolean')
        throw invalidPattern('exists match pattern must be either true or false.');
      return operand ? () => true : 'absent';
    case 'numeric':
      return compileNumeric(operand);
    case 'cidr':
      return compileCidr(operand);
    case 'anything-but':
      return compileAnythingBut(operand);
    case 'prefix':
    case 'suffix':
      return compileAffix(operator, operand);
    default:
      return compileText(operator, operand);
  }
}

/** `{"prefix": "a"}`, or `{"prefix": {"equals-ignore-case": "a"}}`; the same for suffix. */
function compileAffix(side: 'prefix' | 'suffix', operand: unknown): (value: unknown) => boolean {
  const fold = isJsonObject(operand);
  if (fold && Object.keys(operand).join() !== 'equals-ignore-case')
    throw invalidPattern(`Unsupported ${side} pattern: ${Object.keys(operand).join(', ')}`);
  const given = fold ? operand['equals-ignore-case'] : operand;
  if (typeof given !== 'string') throw invalidPattern(`${side} match pattern must be a string`);
  const text = fold ? given.toLowerCase() : given;
  return (value) => {
    if (typeof value !== 'string') return false;
    const subject = fold ? value.toLowerCase() : value;
    return side === 'prefix' ? subject.startsWith(text) : subject.endsWith(text);
  };
}

function compileText(operator: string, operand: unknown): (value: unknown) => boolean {
  if (typeof operand !== 'string')
    throw invalidPattern(`${operator === 'exactly' ? 'exact' : operator} match pattern must be a string`);
  if (operator === 'exactly') return (value) => value === operand;
  if (operator === 'wildcard') {
    const matches = compileWildcard(operand);
    return (value) => typeof value === 'string' && matches(value);
  }
  const folded = operand.toLowerCase();
  return (value) => typeof value === 'string' && value.toLowerCase() === folded;
}
