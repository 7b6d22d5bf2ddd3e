import type { BuildRunner, PhaseResult } from '../../../sandbox/services/codebuild/build-runner.ts';
import { type BuildScript, runScripted } from '../../../sandbox/services/codebuild/run-scripted.ts';
import type { Seeded } from './seeded.ts';

const ways = ['pass', 'pass', 'fail', 'fail-early', 'hang'] as const;

/** Builds whose outcome and length the seed decides; the longest that passes takes 15 minutes. */
export function scriptedBuilds(choices: Seeded): BuildRunner {
  const runner = runScripted(() => scriptOf(choices.pick(ways), choices));
  return {
    open(request) {
      const isFault = choices.chance(0.08);
      const session = runner.open(request);
      return {
        close: () => session.close(),
        run: (phase, signal) =>
          isFault && phase === 'PROVISIONING' ? Promise.resolve(fault) : session.run(phase, signal),
      };
    },
  };
}

// `defect` is how the sandbox marks what went wrong in CodeBuild itself; it makes the build FAULT.
const fault: PhaseResult & { defect: boolean } = {
  defect: true,
  failure: { statusCode: 'INTERNAL_SERVICE_ERROR', message: 'There was a problem provisioning the build' },
};

function scriptOf(way: (typeof ways)[number], choices: Seeded): BuildScript {
  const seconds = choices.chance(0.2) ? choices.between(0, 5) : choices.between(10, 900);
  const reports = choices.chance(0.3)
    ? { reports: { unit: [{ name: 'adds', status: way === 'fail' ? 'FAILED' : 'SUCCEEDED' } as const] } }
    : {};
  const reportDelaySeconds = choices.chance(0.5) ? choices.between(1, 200) : 0;
  switch (way) {
    case 'fail':
      return {
        phases: {
          BUILD: { seconds, output: ['1 test failed'], failure: { command: 'npm test', exitStatus: 1 } },
        },
        ...reports,
        reportDelaySeconds,
      };
    case 'fail-early':
      return { phases: { INSTALL: { seconds, failure: { command: 'npm ci', exitStatus: 1 } } } };
    case 'hang':
      return { phases: { BUILD: { seconds: 4 * 3_600 } } };
    default:
      return { phases: { BUILD: { seconds } }, ...reports, reportDelaySeconds };
  }
}
