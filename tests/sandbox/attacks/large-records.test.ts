import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codebuildState } from '../../../sandbox/services/codebuild/state.ts';
import { codeCommitState } from '../../../sandbox/services/codecommit/state.ts';
import { sizeOf } from '../../../sandbox/services/dynamodb/count-bytes.ts';
import { dynamodbState } from '../../../sandbox/services/dynamodb/state.ts';
import { type DeployedStackWorld, deployedStack, pass } from '../least-privilege/deployed-stack.ts';
import { worldInMemory } from '../least-privilege/world-in-memory.ts';

// What a build prints is whatever somebody pushed, and DynamoDB takes no item of more than 400 KB. A record that could
// not be written any more left later pushes without a build, and an old result on show.

let stack: DeployedStackWorld;
let output: readonly string[];

beforeEach(async () => {
  output = [];
  stack = await deployedStack(
    worldInMemory(() => ({
      phases: {
        BUILD: { seconds: 60, output, failure: { command: '🦀'.repeat(50_000), exitStatus: 1 } },
      },
    })),
    ['validate-pull-request', 'report-build', 'sweep'],
  );
});
afterEach(() => stack.close());

const comment = (): string =>
  [...codeCommitState(stack.scope).comments.values()].map(({ content }) => content ?? '').join('\n');

const records = () =>
  [...dynamodbState(stack.scope).tables.values()].flatMap(({ items }) => [...items.values.values()]);

const builds = () => [...codebuildState(stack.scope).builds.values()];

/** Six commits one after the other, each of which fails and prints the same. */
async function pushSix(): Promise<string> {
  await stack.team.push('feature');
  await stack.team.open('feature');
  await pass(stack, 20);
  for (let push = 0; push < 4; push += 1) {
    await stack.team.push('feature');
    await pass(stack, 20);
  }
  const last = await stack.team.push('feature');
  await pass(stack, 20);
  return last;
}

describe('six failing commits that print', () => {
  it.each([
    ['emoji', Array.from({ length: 60 }, () => '🦀'.repeat(240))],
    ['quotes and control characters', Array.from({ length: 60 }, () => '"\u2028\\'.repeat(2_000))],
    ['one endless line', ['FAIL '.repeat(200_000)]],
    [
      'letters that many bytes are needed for',
      Array.from({ length: 60 }, (_, at) => `error ${at} ${'木'.repeat(9_000)}`),
    ],
  ])('%s are built each, and the record stays small', async (_what, printed) => {
    output = printed;

    const last = await pushSix();

    expect(builds()).toHaveLength(6);
    expect(comment()).toContain('### ❌ Build failed: unit');
    expect(comment()).toContain(last.slice(0, 7));
    expect(Math.max(...records().map(sizeOf))).toBeLessThan(64_000);
  });

  it('the same leave in the record what the tip printed, and nothing of the others', async () => {
    output = ['error: the harbour is closed'];

    await pushSix();

    const said = records().map((item) => JSON.stringify(item).split('the harbour is closed').length - 1);
    // As what failed, and as the line that says so.
    expect(said.reduce((sum, count) => sum + count, 0)).toBe(2);
  });
});
