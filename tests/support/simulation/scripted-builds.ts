import type { BuildRunner, PhaseResult } from '../../../sandbox/services/codebuild/build-runner.ts';
import { type BuildScript, runScripted } from '../../../sandbox/services/codebuild/run-scripted.ts';
import type { Seeded } from './seeded.ts';

/** The line of a failed build's log that tells why it failed. */
export const tellingLine = '1 test failed';

/** Who starts builds that mean no good; what she starts decides nothing, and does not stand in the way for ever. */
export const mallory = 'mallory';

const ways = ['pass', 'pass', 'fail', 'fail-early', 'hang'] as const;
const shortWays = ['pass', 'pass', 'fail'] as const;

/** Builds whose outcome and length the seed decides; the longest that passes takes 15 minutes. */
export function scriptedBuilds(
  choices: Seeded,
  print: () => readonly string[] = () => [tellingLine],
): BuildRunner {
  const runner = runScripted(({ initiator }) => {
    const way = initiator === mallory ? choices.pick(shortWays) : choices.pick(ways);
    return scriptOf(way, { choices, print });
  });
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

function scriptOf(
  way: (typeof ways)[number],
  { choices, print }: { readonly choices: Seeded; readonly print: () => readonly string[] },
): BuildScript {
  const seconds = choices.chance(0.2) ? choices.between(0, 5) : choices.between(10, 900);
  const reports = choices.chance(0.3)
    ? { reports: { unit: [{ name: 'adds', status: way === 'fail' ? 'FAILED' : 'SUCCEEDED' } as const] } }
    : {};
  const reportDelaySeconds = choices.chance(0.5) ? choices.between(1, 200) : 0;
  switch (way) {
    case 'fail':
      return {
        phases: {
          BUILD: { seconds, output: print(), failure: { command: 'npm test', exitStatus: 1 } },
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
