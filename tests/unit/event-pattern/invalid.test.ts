import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../sandbox/kernel/errors.ts';
import { compilePattern } from '../../../sandbox/kernel/event-pattern/compile-pattern.ts';

const leafReasons: [reason: string, choices: unknown][] = [
  ['"f" must be an object or an array', 'aws.codebuild'],
  ['"f" must be an object or an array', null],
  ['"f" must be an object or an array', 5],
  ['Empty arrays are not allowed', []],
  ['Empty objects are not allowed', {}],
  ['Match value must be String, number, true, false, or null', [['a']]],
  ['Match expression name not found', [{}]],
  ['Unrecognized match type starts-with', [{ 'starts-with': 'a' }]],
  ['Unrecognized match type constructor', [{ constructor: 'a' }]],
  ['Only one key allowed in match expression', [{ prefix: 'a', suffix: 'b' }]],
  ['prefix match pattern must be a string', [{ prefix: 5 }]],
  ['Unsupported prefix pattern: wildcard', [{ prefix: { wildcard: '*' } }]],
  ['suffix match pattern must be a string', [{ suffix: null }]],
  ['equals-ignore-case match pattern must be a string', [{ 'equals-ignore-case': ['a'] }]],
  ['wildcard match pattern must be a string', [{ wildcard: 5 }]],
  ['Consecutive wildcard characters at pos 4', [{ wildcard: 'abc**def' }]],
  ['Invalid escape character at pos 2', [{ wildcard: 'a\\bc' }]],
  ['Invalid escape character at pos 2', [{ wildcard: 'a\\' }]],
  ['exists match pattern must be either true or false.', [{ exists: 'true' }]],
  ['Value of numeric must be an array.', [{ numeric: 5 }]],
  ['Invalid member in numeric match: 5', [{ numeric: [5] }]],
  ['Unrecognized numeric range operator: !=', [{ numeric: ['!=', 5] }]],
  ['Value of equals must be numeric', [{ numeric: ['=', '5'] }]],
  ['Value of < must be numeric', [{ numeric: ['<'] }]],
  ['Too many elements in numeric expression', [{ numeric: ['=', 1, '<', 2] }]],
  ['Too many elements in numeric expression', [{ numeric: ['<', 1, '>', 2] }]],
  ['Bad value in numeric range: 2', [{ numeric: ['>', 1, 2] }]],
  ['Bad numeric range operator: >', [{ numeric: ['>', 1, '>', 2] }]],
  ['Value of <= must be numeric', [{ numeric: ['>', 1, '<='] }]],
  ['Too many terms in numeric range expression', [{ numeric: ['>', 1, '<', 2, '<', 3] }]],
  ['Bottom must be less than top', [{ numeric: ['>', 2, '<', 2] }]],
  ['Value must be between -5.0E9 and 5.0E9, inclusive', [{ numeric: ['>', 5_000_000_001] }]],
  ['prefix match pattern must be a string', [{ cidr: 10 }]],
  ["Malformed CIDR, one '/' required", [{ cidr: '10.0.0.0' }]],
  ['Malformed CIDR, mask bits must be an integer', [{ cidr: '10.0.0.0/a' }]],
  ['Nonstandard IP address: 10.0.0', [{ cidr: '10.0.0/8' }]],
  ['IPv4 mask bits must be < 33', [{ cidr: '10.0.0.0/33' }]],
  ['IPv6 mask bits must be < 129', [{ cidr: '::/129' }]],
  ['Value of anything-but must be an array or single string/number value.', [{ 'anything-but': true }]],
  ['Inside anything but list, start|null|boolean is not supported.', [{ 'anything-but': ['a', null] }]],
  [
    'Inside anything but list, either all values are number or string, mixed type is not supported',
    [{ 'anything-but': ['a', 1] }],
  ],
  [
    'Inside anything but list, either all values are number or string, mixed type is not supported',
    [{ 'anything-but': [] }],
  ],
  ['Anything-But expression name not found', [{ 'anything-but': {} }]],
  ['Unsupported anything-but pattern: numeric', [{ 'anything-but': { numeric: ['=', 1] } }]],
  ['Null prefix/suffix not allowed', [{ 'anything-but': { prefix: '' } }]],
  ['Consecutive wildcard characters at pos 1', [{ 'anything-but': { wildcard: '**' } }]],
];

function reasonOf(pattern: unknown): string {
  try {
    compilePattern(pattern);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return `${error.code}: ${error.message}`;
  }
  return 'accepted';
}

describe('compilePattern, refusals', () => {
  it.each(leafReasons)('says "%s" of %j', (reason, choices) => {
    expect(reasonOf({ f: choices })).toBe(
      `InvalidEventPatternException: Event pattern is not valid. Reason: ${reason}`,
    );
  });

  it.each([null, 'text', 5, []])('refuses %j as a whole pattern', (pattern) => {
    expect(reasonOf(pattern)).toBe(
      'InvalidEventPatternException: Event pattern is not valid. Reason: Filter is not an object',
    );
  });

  it('refuses a path that is given twice', () => {
    const twice = 'Path `detail.a` cannot be allowed multiple times';

    expect(reasonOf({ 'detail.a': [1], detail: { a: [2] } })).toContain(twice);
    expect(reasonOf({ detail: { a: { b: [1] } }, 'detail.a': [1] })).toContain(twice);
  });

  it('refuses a relationship of one branch, or one without fields', () => {
    expect(reasonOf({ $or: [{ a: [1] }] })).toContain('Unrecognized match type a');
    expect(reasonOf({ $or: [{ a: [1] }, {}] })).toContain('Empty objects are not allowed');
  });
});
