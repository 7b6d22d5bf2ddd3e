import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../sandbox/kernel/event-pattern/compile-pattern.ts';

/** Whether a field `f` holding `value` passes the list of choices. */
function passes(choices: unknown[], value: unknown): boolean {
  return compilePattern({ f: choices }).matches({ f: value });
}

interface Row {
  operator: string;
  choices: unknown[];
  yes: unknown[];
  no: unknown[];
}

const rows: Row[] = [
  { operator: 'a string', choices: ['main'], yes: ['main'], no: ['Main', 'mai', '', null, 1] },
  { operator: 'an empty string', choices: [''], yes: [''], no: [' ', null, [], {}] },
  { operator: 'a number', choices: [300], yes: [300, 3.0e2], no: ['300', 301, null] },
  { operator: 'an account number', choices: [111122223333], yes: [111122223333], no: ['111122223333'] },
  { operator: 'true', choices: [true], yes: [true], no: ['true', false, 1, null] },
  { operator: 'false', choices: [false], yes: [false], no: ['false', true, 0, null, ''] },
  { operator: 'null', choices: [null], yes: [null], no: ['null', '', 0, false, [], {}] },
  { operator: 'one of several', choices: ['a', 1, null], yes: ['a', 1, null], no: ['b', 2, true] },
  {
    operator: 'prefix',
    choices: [{ prefix: 'refs/' }],
    yes: ['refs/', 'refs/heads/x'],
    no: ['Refs/heads', 'ref', '', 1, null, true],
  },
  { operator: 'an empty prefix', choices: [{ prefix: '' }], yes: ['', 'x'], no: [1, null] },
  {
    operator: 'prefix without case',
    choices: [{ prefix: { 'equals-ignore-case': 'FeAt/' } }],
    yes: ['feat/1', 'FEAT/'],
    no: ['fea', 'xfeat/', 7],
  },
  { operator: 'suffix', choices: [{ suffix: '.png' }], yes: ['.png', 'a.png'], no: ['a.PNG', 'png', 1] },
  {
    operator: 'suffix without case',
    choices: [{ suffix: { 'equals-ignore-case': '.PNG' } }],
    yes: ['a.png', '.Png'],
    no: ['a.pn', 'a.png '],
  },
  {
    operator: 'equals-ignore-case',
    choices: [{ 'equals-ignore-case': 'Alice' }],
    yes: ['alice', 'ALICE'],
    no: ['alic', 'alice ', 3, null],
  },
  {
    operator: 'wildcard',
    choices: [{ wildcard: 'dir/*.js' }],
    yes: ['dir/.js', 'dir/a.js', 'dir/a/b.js'],
    no: ['dir/a.ts', 'dir.js', 'xdir/a.js', 'dir/a.jsx', 1],
  },
  {
    operator: 'wildcards in the middle and at the ends',
    choices: [{ wildcard: '*a*b*' }],
    yes: ['ab', 'xaxbx', 'aab'],
    no: ['ba', 'a', 'b', ''],
  },
  {
    operator: 'wildcard whose ends may not overlap',
    choices: [{ wildcard: 'aba*aba' }],
    yes: ['abaaba', 'abaxaba'],
    no: ['aba', 'ababa'],
  },
  {
    operator: 'escaped wildcard',
    choices: [{ wildcard: '1\\*2\\\\*' }],
    yes: ['1*2\\', '1*2\\x'],
    no: ['1x2\\', '1*2x'],
  },
  { operator: 'wildcard without a star', choices: [{ wildcard: 'a' }], yes: ['a'], no: ['aa', ''] },
  {
    operator: 'anything-but a string',
    choices: [{ 'anything-but': 'main' }],
    yes: ['dev', 'Main', '', 1, null, true],
    no: ['main'],
  },
  { operator: 'anything-but a number', choices: [{ 'anything-but': 5 }], yes: [6, '5', null], no: [5, 5.0] },
  {
    operator: 'anything-but a list',
    choices: [{ 'anything-but': ['a', 'b'] }],
    yes: ['c', 1],
    no: ['a', 'b'],
  },
  {
    operator: 'anything-but a prefix',
    choices: [{ 'anything-but': { prefix: 'tmp' } }],
    yes: ['x', 'atmp', 3],
    no: ['tmp', 'tmp1'],
  },
  {
    operator: 'anything-but prefixes',
    choices: [{ 'anything-but': { prefix: ['tmp', 'wip'] } }],
    yes: ['x'],
    no: ['tmp1', 'wip2'],
  },
  {
    operator: 'anything-but suffixes',
    choices: [{ 'anything-but': { suffix: ['.md', '.txt'] } }],
    yes: ['a.ts', '.mdx'],
    no: ['a.md', 'b.txt'],
  },
  {
    operator: 'anything-but a suffix',
    choices: [{ 'anything-but': { suffix: '.md' } }],
    yes: ['a.ts'],
    no: ['.md'],
  },
  {
    operator: 'anything-but without case',
    choices: [{ 'anything-but': { 'equals-ignore-case': ['Init', 'Stop'] } }],
    yes: ['start'],
    no: ['INIT', 'stop'],
  },
  {
    operator: 'anything-but one text without case',
    choices: [{ 'anything-but': { 'equals-ignore-case': 'Init' } }],
    yes: ['initial'],
    no: ['init'],
  },
  {
    operator: 'anything-but wildcards',
    choices: [{ 'anything-but': { wildcard: ['*/lib/*', '*.tmp'] } }],
    yes: ['src/a'],
    no: ['a/lib/b', 'x.tmp'],
  },
  {
    operator: 'anything-but a wildcard',
    choices: [{ 'anything-but': { wildcard: '*/lib/*' } }],
    yes: ['lib/a'],
    no: ['a/lib/'],
  },
  { operator: 'numeric =', choices: [{ numeric: ['=', 3.018e2] }], yes: [301.8], no: [301, '301.8', null] },
  { operator: 'numeric <', choices: [{ numeric: ['<', 10] }], yes: [9.99, -5], no: [10, 11, '9'] },
  { operator: 'numeric <=', choices: [{ numeric: ['<=', 10] }], yes: [10, 0], no: [10.01] },
  { operator: 'numeric >', choices: [{ numeric: ['>', 0] }], yes: [0.1], no: [0, -1] },
  { operator: 'numeric >=', choices: [{ numeric: ['>=', 0] }], yes: [0, 5e9], no: [-1, 5e9 + 1] },
  {
    operator: 'numeric range',
    choices: [{ numeric: ['>', 0, '<=', 5] }],
    yes: [0.5, 5],
    no: [0, 5.5, '3'],
  },
  {
    operator: 'IPv4 block',
    choices: [{ cidr: '10.0.0.0/24' }],
    yes: ['10.0.0.0', '10.0.0.255'],
    no: ['10.0.1.0', '10.0.0', 'x', 10, '::1'],
  },
  {
    operator: 'IPv6 block',
    choices: [{ cidr: '2001:db8::/32' }],
    yes: ['2001:db8::1', '2001:0db8:ffff::'],
    no: ['2001:db9::', '10.0.0.1'],
  },
  {
    operator: 'exists',
    choices: [{ exists: true }],
    yes: ['', 0, null, false, ['a']],
    no: [{}, [], { a: 1 }],
  },
  {
    operator: 'does not exist',
    choices: [{ exists: false }],
    yes: [{}, [], { a: 1 }],
    no: ['', 0, null, ['a']],
  },
  {
    operator: 'operators mixed with values',
    choices: ['main', { prefix: 'release/' }, { exists: false }],
    yes: ['main', 'release/1', []],
    no: ['dev', null],
  },
];

describe('compilePattern, operators', () => {
  for (const { operator, choices, yes, no } of rows) {
    it(`matches ${operator}`, () => {
      expect(yes.filter((value) => !passes(choices, value))).toEqual([]);
      expect(no.filter((value) => passes(choices, value))).toEqual([]);
    });
  }

  it('needs the field to be there for every operator but its absence', () => {
    for (const { choices } of rows) {
      const asksForAbsence = JSON.stringify(choices).includes('"exists":false');

      expect(compilePattern({ f: choices }).matches({})).toBe(asksForAbsence);
    }
  });

  it('matches an array when any of its values matches', () => {
    expect(passes(['a'], ['x', 'a'])).toBe(true);
    expect(passes(['a'], ['x', ['y', 'a']])).toBe(true);
    expect(passes(['a'], ['x', 'y'])).toBe(false);
    expect(passes([{ 'anything-but': 'a' }], ['a', 'b'])).toBe(true);
    expect(passes([{ 'anything-but': 'a' }], ['a'])).toBe(false);
  });
});
