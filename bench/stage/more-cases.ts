import { branch, closed, endOfBuild, failing, minute, openAndStart, second, updated } from './case-steps.ts';
import type { Case } from './cases.ts';
import { measure } from './measure.ts';

const long = { phases: { BUILD: { seconds: 500 } } };

/** A failed build whose tests say which of them failed: the reports are one more call. */
export const failedWithReport: Case = endOfBuild('build FAILED with a test report', {
  script: {
    ...failing(['not ok 7 - rounds down']),
    reports: {
      unit: [
        { name: 'adds', status: 'SUCCEEDED' },
        { name: 'rounds down', status: 'FAILED' },
      ],
    },
  },
  shows: 'failed',
});

/** A push that overtakes a build: it must be looked at and stopped, and the next one started. */
export const updatedWhileBuilding: Case = {
  name: 'pull request updated while its build runs',
  kind: 'pull request',
  expected: { shows: 'running', builds: 1 },
  async play(stage) {
    stage.script = long;
    await openAndStart(stage);
    return measure(stage, updated, async () => {
      await stage.team.push(branch);
      await stage.pass(30 * second);
    });
  },
};

/** A pull request that is closed under its build. */
export const closedWhileBuilding: Case = {
  name: 'pull request closed while its build runs',
  kind: 'pull request',
  expected: { builds: 1 },
  async play(stage) {
    stage.script = long;
    const pullRequestId = await openAndStart(stage);
    return measure(stage, closed, async () => {
      await stage.team.close(pullRequestId);
      await stage.pass(5 * minute);
    });
  },
};
