import type { Seeded } from '../seeded.ts';

/** One thing that people do, on a branch of a run. */
export interface Step {
  readonly afterMs: number;
  readonly does:
    | 'open'
    | 'push'
    | 'force-push'
    | 'go-back'
    | 'merge'
    | 'close'
    | 'comment'
    | 'delete-status-comment'
    | 'stop-a-build'
    | 'build-main'
    | 'lose-project'
    | 'nothing';
  readonly branch: string;
}

/** What happens in a run besides faults. */
export interface Scenario {
  readonly checks: 1 | 2;
  readonly steps: readonly Step[];
  /** Builds that one project runs at once. */
  readonly roomForBuilds?: number;
  /** The function may not read the logs of builds. */
  readonly logsAreDenied: boolean;
}

/** The history of a seed: one or two pull requests, pushes in between, and some end. */
export function scenarioOf(choices: Seeded): Scenario {
  const branches = choices.chance(0.3) ? ['feature', 'fix'] : ['feature'];
  const steps = branches.flatMap((branch) => historyOf(branch, choices));
  return {
    checks: choices.chance(0.3) ? 2 : 1,
    steps: choices.chance(0.5) ? shuffled(steps, branches) : steps,
    ...(choices.chance(0.15) && { roomForBuilds: 1 }),
    logsAreDenied: choices.chance(0.1),
  };
}

function historyOf(branch: string, choices: Seeded): Step[] {
  const pushes = choices.between(0, 3);
  const between = Array.from({ length: pushes }, () =>
    choices.pick(['push', 'push', 'push', 'force-push', 'go-back'] as const),
  );
  const extra = (
    ['comment', 'stop-a-build', 'build-main', 'delete-status-comment', 'lose-project'] as const
  ).filter(() => choices.chance(0.1));
  const end = choices.pick(['nothing', 'nothing', 'merge', 'close'] as const);
  const does: Step['does'][] = ['open', ...between, ...extra, end];
  return does.map((one) => ({ does: one, branch, afterMs: pause(choices) }));
}

const pauses = [
  { least: 0, most: 200 },
  { least: 1_000, most: 30_000 },
  { least: 30_000, most: 600_000 },
  { least: 60_000, most: 900_000 },
  { least: 600_000, most: 5_400_000 },
] as const;

/** Mostly shorter than a build takes, sometimes at once, sometimes longer than the hour between two full sweeps. */
function pause(choices: Seeded): number {
  const { least, most } = choices.pick(pauses);
  return choices.between(least, most);
}

/** Takes turns between the branches, each branch's steps in their order. */
function shuffled(steps: readonly Step[], branches: readonly string[]): Step[] {
  const queues = branches.map((branch) => steps.filter((step) => step.branch === branch));
  const longest = Math.max(...queues.map(({ length }) => length));
  return Array.from({ length: longest }).flatMap((_none, index) =>
    queues.flatMap((queue) => (queue[index] ? [queue[index]] : [])),
  );
}
