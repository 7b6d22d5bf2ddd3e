import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/report-build/decide.ts';
import type { BranchRecord } from '../../../shared/core/branch-record.ts';
import type { Build, BuildStatus } from '../../../shared/core/build.ts';
import { aBuild, aFailedBuild, noon } from '../../support/builders.ts';

const onMain = (parts: Parameters<typeof aBuild>[0] = {}): Build =>
  aBuild({ sourceVersion: 'refs/heads/main', variables: {}, ...parts });

const decided = (builds: readonly Build[], record?: BranchRecord) =>
  decide(
    {
      project: 'harbor-ledger-ci',
      branch: 'main',
      builds,
      plan: 'as configured',
      ...(record && { record }),
    },
    noon,
  );

const recordOf = (build: Build): BranchRecord => {
  const { record } = decided([build]);
  if (record === undefined) throw new Error('the build should have been recorded');
  return record;
};

describe('what the badge of a branch shows', () => {
  it('remembers the build with its commit, its end and why it failed', () => {
    const build = aFailedBuild({
      sourceVersion: 'refs/heads/main',
      resolvedCommit: '54563f95fefa691baa82a522156322c21f7d6df3',
    });

    expect(decided([build])).toEqual({
      record: {
        project: 'harbor-ledger-ci',
        branch: 'main',
        buildId: 'harbor-ledger-ci:6966a191',
        buildNumber: 319,
        commit: '54563f95fefa691baa82a522156322c21f7d6df3',
        status: 'FAILED',
        startedAt: noon,
        endedAt: noon + 80_000,
        diagnosis: { phase: 'BUILD', command: 'npm test', exitCode: 1 },
      },
      effects: [],
      reason: 'harbor-ledger-ci on main: build 319 is FAILED',
    });
  });

  it('1. a project that answers no check is left alone, and the reason says why', () => {
    const notOurs = 'project harbor-ledger-ci is not in drawbridge.yml for eu-west-1';

    expect(
      decide({ project: 'harbor-ledger-ci', branch: 'main', notOurs, builds: [onMain()] }, noon),
    ).toEqual({ effects: [], reason: notOurs });
  });

  it('2. the build that started last decides, whatever order the events came in', () => {
    const ends: readonly BuildStatus[] = ['SUCCEEDED', 'FAILED', 'STOPPED', 'FAULT'];
    const builds = ends.map((status, index) =>
      onMain({ id: `ci:${index}`, status, startedAt: noon + index }),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(builds, { minLength: 4 }), (order) => {
        let record: BranchRecord | undefined;
        for (const build of order) record = decided([build], record).record;

        expect(record).toMatchObject({ buildId: 'ci:3', status: 'FAULT' });
      }),
    );
  });

  it('3. a build that has ended does not go back to running', () => {
    const ended = recordOf(onMain({ status: 'SUCCEEDED', endedAt: noon + 1 }));

    expect(decided([onMain()], ended).record).toEqual(ended);
  });

  it.each([
    ['another branch', onMain({ sourceVersion: 'refs/heads/release', startedAt: noon + 1 })],
    ['another project', onMain({ project: 'elsewhere', startedAt: noon + 1 })],
    ['a commit', onMain({ sourceVersion: '6bc96f923d399f4ab15280704a1d92e866c57657', startedAt: noon + 1 })],
  ])('4. a build of %s changes nothing', (_, build) => {
    const known = recordOf(onMain({ status: 'SUCCEEDED', endedAt: noon + 1 }));

    expect(decided([build], known).record).toEqual(known);
    expect(decided([build])).not.toHaveProperty('record');
  });

  it('4. a build that CodeBuild no longer knows changes nothing', () => {
    const known = recordOf(onMain());

    expect(decided([], known).record).toEqual(known);
    expect(decided([])).toEqual({
      effects: [],
      reason: 'harbor-ledger-ci on main: CodeBuild knows no such build that counts',
    });
  });

  it('5. a build that runs something else than the project is configured to run changes nothing, and is told', () => {
    const known = recordOf(onMain({ status: 'FAILED', endedAt: noon + 1 }));
    const forged = onMain({
      id: 'harbor-ledger-ci:forged',
      number: 320,
      status: 'SUCCEEDED',
      startedAt: noon + 2,
      initiator: 'mallory',
      plan: 'a buildspec of true',
    });

    expect(decided([forged], known)).toMatchObject({
      record: known,
      reason:
        'harbor-ledger-ci on main: build 319 is FAILED; build 320, started by mallory, does not count: it does not run what the project is configured to run',
    });
    expect(decided([forged])).not.toHaveProperty('record');
  });

  it('5. a build that counted when it began counts when it ends, also when the project was changed meanwhile', () => {
    const known = recordOf(onMain());
    const ended = onMain({ status: 'FAILED', endedAt: noon + 2 });

    const { record } = decide(
      {
        project: 'harbor-ledger-ci',
        branch: 'main',
        builds: [ended],
        plan: 'changed since',
        record: known,
      },
      noon,
    );

    expect(record?.status).toBe('FAILED');
  });

  it('6. while a build runs it is looked at again after ten minutes, and not once it has ended', () => {
    expect(decided([onMain()]).lookAgainAt).toBe(noon + 600_000);
    expect(decided([onMain({ status: 'FAILED' })])).not.toHaveProperty('lookAgainAt');
  });
});
