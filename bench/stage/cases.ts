import { interruptBuild } from '../../sandbox/services/codebuild/queue.ts';
import {
  asTimedOut,
  branch,
  closed,
  created,
  ended,
  endOfBuild,
  failing,
  minute,
  newestBuild,
  open,
  openAndBuild,
  openAndStart,
  second,
  started,
  updated,
  withOddPhase,
} from './case-steps.ts';
import { type Expectation, type Measured, measure } from './measure.ts';
import type { Stage } from './stage.ts';

/** One of the events that a system for pull requests meets, and what must come of it. */
export interface Case {
  readonly name: string;
  readonly kind: 'pull request' | 'build';
  readonly expected: Expectation;
  play(stage: Stage): Promise<Measured>;
}

const passing = { phases: { BUILD: { seconds: 60 } } };
const shortLog = ['> npm test', 'not ok 7 - rounds down', '1 of 42 tests failed'];
const longLog = Array.from({ length: 400 }, (_, line) => `line ${line} ${'x'.repeat(82)}`);

/** The sixteen events of the comparison, in its order. */
export const cases: readonly Case[] = [
  {
    name: 'pull request created',
    kind: 'pull request',
    expected: { shows: 'running', builds: 1 },
    play: (stage) => measure(stage, created, () => openAndStart(stage)),
  },
  {
    name: 'pull request updated',
    kind: 'pull request',
    expected: { shows: 'running', builds: 1 },
    async play(stage) {
      await openAndBuild(stage);
      return measure(stage, updated, async () => {
        await stage.team.push(branch);
        await stage.pass(30 * second);
      });
    },
  },
  {
    name: 'pull request updated, redelivered',
    kind: 'pull request',
    expected: { shows: 'running', builds: 1, isUnchanged: true },
    async play(stage) {
      await openAndBuild(stage);
      await stage.team.push(branch);
      await stage.pass(30 * second);
      return measure(stage, updated, () => {
        stage.redeliver(updated);
        return stage.pass(20 * second);
      });
    },
  },
  {
    name: 'pull request closed',
    kind: 'pull request',
    expected: { builds: 1 },
    async play(stage) {
      const pullRequestId = await openAndBuild(stage);
      return measure(stage, closed, async () => {
        await stage.team.close(pullRequestId);
        await stage.pass(5 * minute);
      });
    },
  },
  {
    name: 'build IN_PROGRESS',
    kind: 'build',
    expected: { shows: 'running', builds: 1 },
    play: (stage) => measure(stage, started, () => openAndStart(stage)),
  },
  endOfBuild('build SUCCEEDED', { script: passing, shows: 'passed' }),
  {
    name: 'build SUCCEEDED, stale',
    kind: 'build',
    expected: { shows: 'running', builds: 1, isUnchanged: true },
    async play(stage) {
      stage.hold(ended);
      await open(stage);
      await stage.pass(5 * minute);
      stage.script = { phases: { BUILD: { seconds: 540 } } };
      await stage.team.push(branch);
      await stage.pass(30 * second);
      return measure(stage, ended, () => {
        stage.release();
        return stage.pass(7 * minute);
      });
    },
  },
  endOfBuild('build FAILED', { script: failing(shortLog), shows: 'failed' }),
  {
    name: 'build FAILED, redelivered',
    kind: 'build',
    expected: { shows: 'failed', builds: 1, isUnchanged: true },
    async play(stage) {
      stage.script = failing(shortLog);
      await openAndBuild(stage);
      return measure(stage, ended, () => {
        stage.redeliver(ended);
        return stage.pass(8 * minute);
      });
    },
  },
  endOfBuild('build FAILED, odd phase status', {
    script: failing(shortLog),
    shows: 'failed',
    alter: withOddPhase,
  }),
  endOfBuild('build FAILED, 36 kB log tail', { script: failing(longLog), shows: 'failed' }),
  endOfBuild('build TIMED_OUT', {
    script: { phases: { BUILD: { seconds: 500 } } },
    shows: 'failed',
    alter: asTimedOut,
    interrupt: (stage) => interruptBuild(stage.scope, newestBuild(stage), 'TIMED_OUT'),
  }),
  endOfBuild('build FAULT', {
    script: { phases: { INSTALL: { seconds: 60 } }, isFault: true },
    shows: 'failed',
  }),
  {
    name: 'build STOPPED',
    kind: 'build',
    expected: { shows: 'stopped', builds: 1 },
    async play(stage) {
      stage.script = { phases: { BUILD: { seconds: 500 } } };
      await openAndStart(stage);
      return measure(stage, ended, () => {
        stage.team.stopABuild();
        return stage.pass(5 * minute);
      });
    },
  },
  {
    name: 'build of no pull request',
    kind: 'build',
    expected: { shows: 'passed', builds: 1, isUnchanged: true },
    async play(stage) {
      await openAndBuild(stage);
      return measure(stage, ended, () => {
        stage.team.buildBranch(stage.project, 'main');
        return stage.pass(8 * minute);
      });
    },
  },
  {
    name: 'build SUCCEEDED after the pull request was closed',
    kind: 'build',
    expected: { builds: 1, isUnchanged: true },
    async play(stage) {
      stage.hold(ended);
      const pullRequestId = await open(stage);
      await stage.pass(5 * minute);
      await stage.team.close(pullRequestId);
      await stage.pass(30 * second);
      return measure(stage, ended, () => {
        stage.release();
        return stage.pass(8 * minute);
      });
    },
  },
];
