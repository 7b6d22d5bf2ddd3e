import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../sandbox/services/iam/evaluate.ts';
import { globFits } from '../../../sandbox/services/iam/glob.ts';
import { readPolicy } from '../../../sandbox/services/iam/policy.ts';
import { growthForTenTimes } from '../../support/growth.ts';

// Few letters, so that patterns meet texts often.
const text = fc.string({ unit: fc.constantFrom('a', 'b', ':'), maxLength: 8 });
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 8 });

const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Deny'),
  Action: fc.array(pattern, { minLength: 1, maxLength: 3 }),
  Resource: fc.array(pattern, { minLength: 1, maxLength: 3 }),
});

const question = fc.record({ action: text, resource: text });

function decide(statements: object[], asked: { action: string; resource: string }): string {
  return evaluate([readPolicy({ Version: '2012-10-17', Statement: statements })], {
    ...asked,
    context: new Map(),
  }).kind;
}

describe('the evaluator, for any policy and any question', () => {
  it('fits patterns exactly where a regular expression would', () => {
    fc.assert(
      fc.property(pattern, text, (wanted, actual) => {
        const expression = new RegExp(`^${wanted.replaceAll('*', '.*').replaceAll('?', '.')}$`);

        expect(globFits(wanted, actual, () => undefined)).toBe(expression.test(actual));
      }),
    );
  });

  it('does not care about the order of statements', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 6 }), question, (statements, asked) => {
        expect(decide(statements.toReversed(), asked)).toBe(decide(statements, asked));
      }),
    );
  });

  it('denies, or says what it said before, with a denying statement more', () => {
    fc.assert(
      fc.property(fc.array(statement), statement, question, (statements, added, asked) => {
        const after = decide([...statements, { ...added, Effect: 'Deny' }], asked);

        expect(['explicit-deny', decide(statements, asked)]).toContain(after);
      }),
    );
  });

  it('allows what nobody denied, or says what it said before, with an allowing statement more', () => {
    fc.assert(
      fc.property(fc.array(statement), statement, question, (statements, added, asked) => {
        const before = decide(statements, asked);

        const after = decide([...statements, { ...added, Effect: 'Allow' }], asked);

        expect(before === 'implicit-deny' ? ['implicit-deny', 'allow'] : [before]).toContain(after);
      }),
    );
  });

  it('allows everything to who may do everything, and nothing to who may do nothing, whatever else is said', () => {
    const everything = { Action: '*', Resource: '*' };
    const allowing = statement.map((one) => ({ ...one, Effect: 'Allow' }));
    fc.assert(
      fc.property(fc.array(allowing), fc.array(statement), question, (allowed, statements, asked) => {
        expect(decide([...allowed, { ...everything, Effect: 'Allow' }], asked)).toBe('allow');
        expect(decide([...statements, { ...everything, Effect: 'Deny' }], asked)).toBe('explicit-deny');
      }),
    );
  });

  it('denies everything to a role without policies', () => {
    fc.assert(
      fc.property(question, (asked) => {
        expect(decide([], asked)).toBe('implicit-deny');
      }),
    );
  });

  it('takes no more than ten times as long for a text ten times as long, whatever the pattern', () => {
    const growth = growthForTenTimes(500, (size) => {
      expect(globFits(`${'*a'.repeat(50)}b`, 'a'.repeat(size), () => undefined)).toBe(false);
    });

    expect(growth).toBeLessThan(30);
  });
});
