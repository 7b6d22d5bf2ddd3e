import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckState, PullRequestRecord } from '../../../shared/core/pull-request-record.ts';
import { bytesOf, fitRecord } from '../../../shared/store/fit-record.ts';
import { pullRequestBounds } from '../../../shared/store/pull-request-bounds.ts';
import { aCheckState, aReason, aRecord, head, noon, olderCommit } from '../../support/builders.ts';
import { hostileText, hostileTexts } from './hostile-text.ts';

const fit = (record: PullRequestRecord) => fitRecord(record, pullRequestBounds);

/** The longest names that CodeBuild takes. */
const project = 'p'.repeat(255);
const buildId = `${project}:6966a191-0000-4000-8000-000000000000`;
const names = {
  project,
  buildId,
  buildArn: `arn:aws-us-gov:codebuild:us-gov-west-1:111122223333:build/${buildId}`,
  plan: 'f'.repeat(64),
};

const hostileState: fc.Arbitrary<CheckState> = fc
  .record(
    {
      status: fc.constantFrom('FAILED' as const, 'IN_PROGRESS' as const, 'NOT_STARTED' as const),
      reason: fc.record({
        tools: hostileTexts(3).map((texts) => texts.slice(0, 3)),
        failures: fc.array(fc.record({ title: hostileText(), message: hostileText() }), { maxLength: 5 }),
        count: fc.nat(),
        excerpt: hostileTexts(40),
        leftOut: fc.nat(),
      }),
      excerpt: hostileTexts(40),
      problem: hostileText(),
      diagnosis: fc.record({ phase: hostileText(), command: hostileText(), message: hostileText() }),
      logPending: fc.constant(true),
    },
    { requiredKeys: ['status'] },
  )
  .map((parts) =>
    aCheckState({ ...names, attempt: 7, endedAt: noon, refusedSince: noon, beganAfter: noon, ...parts }),
  );

/** As many checks as `drawbridge.yml` takes, at as many commits as are remembered while builds of them run. */
const hostileRecord: fc.Arbitrary<PullRequestRecord> = fc
  .tuple(
    fc.array(fc.array(hostileState, { minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 8 }),
    fc.dictionary(fc.constantFrom('unit', 'lint', '__proto__x'), fc.tuple(hostileText(), hostileText())),
  )
  .map(([commits, strangers]) =>
    aRecord({
      commits: Object.fromEntries(
        commits.map((states, index) => [
          index === commits.length - 1 ? head : String(index).padStart(40, '0'),
          Object.fromEntries(states.map((state, check) => [`check-${check}`, state])),
        ]),
      ),
      strangers: Object.fromEntries(
        Object.entries(strangers).map(([check, [by, why]]) => [
          check,
          { ...names, startedAt: noon, by, why },
        ]),
      ),
    }),
  );

/** What of a check decides, and may not be lost. */
function deciding({
  excerpt: _lines,
  reason: _told,
  problem: _why,
  diagnosis: _where,
  ...state
}: CheckState) {
  return state;
}

describe('the record of a pull request', () => {
  it('is never larger than 64 KB, whatever people print, and loses nothing at the tip that decides', () => {
    fc.assert(
      fc.property(hostileRecord, (record) => {
        const { commits, strangers: _told, ...rest } = fit(record);

        expect(bytesOf(fit(record))).toBeLessThanOrEqual(64_000);
        const { commits: _were, strangers: _wereTold, ...before } = record;
        expect(rest).toEqual(before);
        expect(Object.values(commits[head] ?? {}).map(deciding)).toEqual(
          Object.values(record.commits[head] ?? {}).map(deciding),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('stays as it is from then on, so that what is in memory and in the table is the same', () => {
    fc.assert(
      fc.property(hostileRecord, (record) => {
        const once = fit(record);

        expect(fit(once)).toEqual(once);
      }),
      { numRuns: 20 },
    );
  });

  it('is left alone when it is as records usually are', () => {
    const failed = aCheckState({
      status: 'FAILED',
      reason: aReason({
        tools: ['vitest'],
        failures: [
          { title: 'refills', file: 'src/limits.test.ts', line: 42, message: 'expected 429 to be 200' },
        ],
        excerpt: Array.from({ length: 20 }, (_, line) => `line ${line} of what npm test printed`),
      }),
      diagnosis: { phase: 'BUILD', command: 'npm test', exitCode: 1 },
      problem: 'The test reports could not be read. Not allowed.',
    });
    const record = aRecord({ commits: { [olderCommit]: { unit: failed }, [head]: { unit: failed } } });

    expect(fit(record)).toEqual(record);
  });

  it('gives up lines of logs before it gives up why a build failed, and commits before the tip after both', () => {
    const lines = Array.from({ length: 60 }, () => '🦀'.repeat(240));
    const failed = aCheckState({
      ...names,
      status: 'FAILED',
      reason: aReason({ failures: [{ title: 'one' }, { title: 'two' }], excerpt: lines }),
      diagnosis: { phase: 'BUILD', command: 'npm test', exitCode: 1 },
    });
    const checks = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`check-${at}`, failed]));

    const little = fit(aRecord({ commits: { [head]: checks(2) } })).commits[head]?.['check-0'];
    const more = fit(aRecord({ commits: { [head]: checks(10) } })).commits[head]?.['check-0'];
    const most = fit(
      aRecord({ commits: { older: checks(20), [olderCommit]: checks(20), [head]: checks(20) } }),
    );

    expect(little?.reason).toMatchObject({ failures: [{ title: 'one' }, { title: 'two' }], leftOut: 48 });
    expect(little?.reason?.excerpt).toHaveLength(12);
    // A line of 200 bytes holds 49 of them.
    const excerpt = Array.from({ length: 4 }, () => `${'🦀'.repeat(49)}…`);
    expect(more?.reason).toMatchObject({ failures: [{ title: 'one' }], excerpt, leftOut: 56 });
    expect(more?.diagnosis).toEqual(failed.diagnosis);
    expect(Object.keys(most.commits)).toEqual([head]);
    expect(most.commits[head]?.['check-0']?.diagnosis).toEqual(failed.diagnosis);
  });
});
