import type { BusEvent } from '../../sandbox/kernel/offers/events.ts';
import type { Build } from '../../sandbox/services/codebuild/build.ts';
import { codebuildState } from '../../sandbox/services/codebuild/state.ts';
import type { Case } from './cases.ts';
import { measure } from './measure.ts';
import type { Stage } from './stage.ts';

export const second = 1_000;
export const minute = 60 * second;
export const branch = 'feature';

const pullRequestEvent =
  (name: string) =>
  ({ detail }: BusEvent): boolean =>
    detail['event'] === name;
export const created = pullRequestEvent('pullRequestCreated');
export const updated = pullRequestEvent('pullRequestSourceBranchUpdated');
export const closed = pullRequestEvent('pullRequestStatusChanged');

const isBuildState = (event: BusEvent) => event['detail-type'] === 'CodeBuild Build State Change';
export const started = (event: BusEvent) =>
  isBuildState(event) && event.detail['build-status'] === 'IN_PROGRESS';
export const ended = (event: BusEvent) =>
  isBuildState(event) && event.detail['build-status'] !== 'IN_PROGRESS';

/** A build whose command fails after a minute. */
export const failing = (output: readonly string[]) => ({
  phases: { BUILD: { seconds: minute / second, output, failure: { command: 'npm test', exitStatus: 1 } } },
});

/** Opens the pull request; nobody has heard of it yet. */
export async function open(stage: Stage): Promise<string> {
  await stage.team.push(branch);
  return stage.team.open(branch);
}

/** Opens it and lets its build start. */
export async function openAndStart(stage: Stage): Promise<string> {
  const pullRequestId = await open(stage);
  await stage.pass(30 * second);
  return pullRequestId;
}

/** Opens it and lets its build end, and all that follows from that. */
export async function openAndBuild(stage: Stage): Promise<string> {
  const pullRequestId = await open(stage);
  await stage.pass(8 * minute);
  return pullRequestId;
}

/** A build that starts, goes as its script says and ends; what is measured is the event of its end. */
export function endOfBuild(
  name: string,
  parts: {
    readonly script: Stage['script'];
    readonly shows: 'passed' | 'failed';
    readonly alter?: (stage: Stage, event: BusEvent) => BusEvent;
    /** Cuts the build short. */
    readonly interrupt?: (stage: Stage) => void;
  },
): Case {
  const { script, shows, alter, interrupt } = parts;
  return {
    name,
    kind: 'build',
    expected: { shows, builds: 1 },
    async play(stage) {
      stage.script = script;
      if (alter) stage.alter((event) => (ended(event) ? alter(stage, event) : event));
      await openAndStart(stage);
      return measure(stage, ended, () => {
        interrupt?.(stage);
        return stage.pass(8 * minute);
      });
    },
  };
}

/** The build that started last. */
export function newestBuild({ scope }: Stage): Build {
  const build = [...codebuildState(scope).builds.values()].at(-1);
  if (build === undefined) throw new Error('No build was started');
  return build;
}

/** A build and its event that end in the status TIMED_OUT, which the sandbox's builds never do (facts: unconfirmed). */
export function asTimedOut(stage: Stage, event: BusEvent): BusEvent {
  newestBuild(stage).buildStatus = 'TIMED_OUT';
  return { ...event, detail: { ...event.detail, 'build-status': 'TIMED_OUT' } };
}

/** A build and its event with a status for its phase that the API's list lacks, as events have been seen with. */
export function withOddPhase(stage: Stage, event: BusEvent): BusEvent {
  const phase = newestBuild(stage).phases.find(({ phaseType }) => phaseType === 'BUILD');
  // That it is no status of the type is the point.
  if (phase) (phase as { phaseStatus: string }).phaseStatus = 'CLIENT_ERROR';
  const text = JSON.stringify(event.detail).replace(
    '"phase-status":"FAILED"',
    '"phase-status":"CLIENT_ERROR"',
  );
  return { ...event, detail: JSON.parse(text) as Record<string, unknown> };
}
