import { describe, expect, it } from 'vitest';
import { judge } from '../../../bench/stage/judge.ts';
import type { Measured, Snapshot } from '../../../bench/stage/measure.ts';

const event = {
  version: '0',
  id: '1',
  'detail-type': 'CodeBuild Build State Change',
  source: 'aws.codebuild',
  account: '111122223333',
  time: '2026-03-02T09:00:00Z',
  region: 'us-east-1',
  resources: [],
  detail: {},
} as const;
const failedHandling = { functionName: 'result', event, calls: [], error: 'Invalid build status: FAULT' };

const comment = (id: string, content: string, at = 1) => ({ id, content, at });
const started = comment('a', 'Build started');

function snapshot(parts: Partial<Snapshot>): Snapshot {
  return { comments: [started], buildsAtTip: 1, isApproved: false, ...parts };
}

function measured(after: Partial<Snapshot>, more: Partial<Measured> = {}): Measured {
  return { before: snapshot({}), after: snapshot(after), handlings: [], calls: [], ...more };
}

describe('the judge of both sides', () => {
  it('finds nothing wrong when the newest comment says what happened', () => {
    const after = { comments: [started, comment('b', 'Build failed: unit, 3 tests passed', 2)] };

    expect(judge({ shows: 'failed', builds: 1 }, measured(after))).toEqual([]);
  });

  it('calls it silence when the end of a build is not told, even if the function failed', () => {
    expect(judge({ shows: 'failed', builds: 1 }, measured({}, { handlings: [failedHandling] }))).toEqual([
      'silence',
    ]);
  });

  it('calls it silence when no build was started', () => {
    expect(judge({ shows: 'running', builds: 1 }, measured({ buildsAtTip: 0 }))).toEqual(['silence']);
  });

  it('calls a failed build that is shown as passed, or approved, a false green', () => {
    const green = { comments: [started, comment('b', '![Passing](badge)', 2)] };

    expect(judge({ shows: 'failed', builds: 1 }, measured(green))).toEqual(['false green']);
    expect(judge({ shows: 'failed', builds: 1 }, measured({ isApproved: true }))).toEqual(['false green']);
  });

  it('finds duplicate builds and duplicate comments after a redelivery', () => {
    const after = { buildsAtTip: 2, comments: [started, comment('b', 'Build started', 2)] };

    expect(judge({ shows: 'running', builds: 1, isUnchanged: true }, measured(after))).toEqual([
      'duplicate build',
      'duplicate comment',
    ]);
  });

  it('finds a stale result that is shown as news', () => {
    const after = { comments: [started, comment('b', 'Build stopped', 2)] };

    expect(judge({ shows: 'running', builds: 1, isUnchanged: true }, measured(after))).toEqual([
      'stale or unrelated result shown',
    ]);
  });

  it('counts an error on an event that needed nothing', () => {
    const expected = { shows: 'running', builds: 1, isUnchanged: true } as const;

    expect(judge(expected, measured({}, { handlings: [failedHandling] }))).toEqual([
      'error on an irrelevant event',
    ]);
  });
});
