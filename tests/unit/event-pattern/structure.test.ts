import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../sandbox/kernel/event-pattern/compile-pattern.ts';

function matches(pattern: unknown, event: unknown): boolean {
  return compilePattern(pattern).matches(event);
}

describe('compilePattern, nesting', () => {
  const event = {
    source: 'aws.codecommit',
    'detail-type': 'CodeCommit Repository State Change',
    resources: ['arn:aws:codecommit:eu-west-1:111122223333:harbor-ledger'],
    detail: { event: 'referenceCreated', referenceType: 'branch', mergeOption: null, deep: { er: { x: 1 } } },
  };

  it('needs every field of the pattern', () => {
    expect(matches({ source: ['aws.codecommit'], detail: { event: ['referenceCreated'] } }, event)).toBe(
      true,
    );
    expect(matches({ source: ['aws.codecommit'], detail: { event: ['referenceDeleted'] } }, event)).toBe(
      false,
    );
    expect(matches({ source: ['aws.codebuild'], detail: { event: ['referenceCreated'] } }, event)).toBe(
      false,
    );
  });

  it('takes a dotted key for a nested one, in the pattern and in the event', () => {
    expect(matches({ 'detail.deep.er': { x: [1] } }, event)).toBe(true);
    expect(matches({ 'detail.deep.er.x': [2] }, event)).toBe(false);
    expect(
      matches({ 'detail.event': ['referenceCreated'], detail: { referenceType: ['branch'] } }, event),
    ).toBe(true);
    expect(matches({ a: { b: { c: ['x'] } } }, { 'a.b.c': 'x' })).toBe(true);
    expect(matches({ a: { b: { c: ['x'] } } }, { 'a.b': { c: 'x' } })).toBe(true);
    expect(matches({ a: { b: [{ exists: false }] } }, { 'a.b': 'x' })).toBe(false);
  });

  it('selects creations by the key that is missing', () => {
    const creation = { detail: { oldCommitId: [{ exists: false }] } };

    expect(matches(creation, event)).toBe(true);
    expect(matches(creation, { detail: { oldCommitId: '6b3c45f2' } })).toBe(false);
    expect(matches(creation, { detail: { oldCommitId: null } })).toBe(false);
    expect(matches(creation, {})).toBe(true);
  });

  it('does not take inherited names for fields', () => {
    expect(matches({ constructor: [{ exists: true }] }, {})).toBe(false);
    expect(matches({ toString: { name: [{ exists: true }] } }, {})).toBe(false);
  });

  it('matches nothing but objects', () => {
    for (const value of [null, 'text', 5, true, []]) {
      expect(matches({ source: [{ exists: true }] }, value)).toBe(false);
    }
  });
});

describe('compilePattern, arrays of objects', () => {
  const pattern = { team: { name: ['ops'], role: ['lead'] } };

  it('wants the values from one element', () => {
    expect(matches(pattern, { team: [{ name: 'dev' }, { name: 'ops', role: 'lead' }] })).toBe(true);
    expect(
      matches(pattern, {
        team: [
          { name: 'ops', role: 'member' },
          { name: 'dev', role: 'lead' },
        ],
      }),
    ).toBe(false);
  });

  it('wants them from one element at every depth', () => {
    const deep = { a: { b: { c: [1], d: [2] } } };

    expect(matches(deep, { a: [{ b: [{ c: 1 }, { d: 2 }] }] })).toBe(false);
    expect(matches(deep, { a: [{ b: { c: 1 } }, { b: { c: 1, d: 2 } }] })).toBe(true);
  });

  it('takes a field for present when any element has it', () => {
    const absence = { team: { role: [{ exists: false }] } };

    expect(matches(absence, { team: [{ name: 'ops' }, { name: 'dev' }] })).toBe(true);
    expect(matches(absence, { team: [{ name: 'ops' }, { role: 'lead' }] })).toBe(false);
    expect(matches(absence, { team: [] })).toBe(true);
  });
});

describe('compilePattern, $or', () => {
  it('holds when one branch and all other fields hold', () => {
    const pattern = {
      source: ['aws.cloudwatch'],
      $or: [
        { metricName: ['CPU', 'Reads'] },
        { metricType: ['T'], namespace: ['AWS/EC2'] },
        { scope: ['Service'] },
      ],
    };

    expect(matches(pattern, { source: 'aws.cloudwatch', metricName: 'Reads' })).toBe(true);
    expect(matches(pattern, { source: 'aws.cloudwatch', metricType: 'T', namespace: 'AWS/EC2' })).toBe(true);
    expect(matches(pattern, { source: 'aws.cloudwatch', metricType: 'T' })).toBe(false);
    expect(matches(pattern, { source: 'other', scope: 'Service' })).toBe(false);
  });

  it('nests, inside objects and inside itself', () => {
    const pattern = {
      detail: { $or: [{ a: [1] }, { b: { c: [2] }, $or: [{ d: [3] }, { e: [{ exists: false }] }] }] },
    };

    expect(matches(pattern, { detail: { a: 1 } })).toBe(true);
    expect(matches(pattern, { detail: { b: { c: 2 } } })).toBe(true);
    expect(matches(pattern, { detail: { b: { c: 2 }, d: 3, e: 1 } })).toBe(true);
    expect(matches(pattern, { detail: { b: { c: 2 }, d: 4, e: 1 } })).toBe(false);
  });

  it('is an ordinary field when it is not a list of two or more field objects', () => {
    expect(matches({ $or: ['x'] }, { $or: 'x' })).toBe(true);
    expect(matches({ $or: [{ prefix: 'x' }, { suffix: 'y' }] }, { $or: 'ay' })).toBe(true);
    expect(matches({ $or: { a: [1] } }, { $or: { a: 1 } })).toBe(true);
  });
});
