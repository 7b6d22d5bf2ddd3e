import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { addFault, clearFaults } from '../../../sandbox/kernel/faults.ts';
import type { BuildScript } from '../../../sandbox/services/codebuild/run-scripted.ts';
import { codebuildState } from '../../../sandbox/services/codebuild/state.ts';
import { codeCommitState } from '../../../sandbox/services/codecommit/state.ts';
import { secretsState } from '../../../sandbox/services/secretsmanager/state.ts';
import { people } from '../../support/simulation/people.ts';
import { statusComments } from '../../support/simulation/pull-requests/oracle.ts';
import { type DeployedStackWorld, pass } from '../least-privilege/deployed-stack.ts';
import { project } from '../least-privilege/names.ts';
import { call } from '../least-privilege/scenario.ts';
import { otherRepository, packagedStack } from './packaged-stack.ts';
import { denied } from './troubles.ts';

// Time is simulated: a minute is as long as whatever happens in it takes. Every build runs two minutes and fails.

const functions = ['validate-pull-request', 'report-build', 'sweep'] as const;

describe('on the packaged stack the comment is true within a minute', () => {
  test('when the function may not read the log of a build that failed, and has the log soon after it may', async () => {
    const stack = await begun();
    const allowAgain = denied('validate-pull-request', 'logs:GetLogEvents')(stack);
    const ids = await openBoth(stack);
    await pass(stack, 3);
    const before = commentsOn(stack, ids);

    allowAgain();
    await pass(stack, 2);

    for (const comment of before) {
      expect(comment).toContain('### ❌ Build failed: unit');
      expect(comment).toMatch(/The log could not be read\. .*not authorized to perform: logs:GetLogEvents/);
      expect(comment).toContain('It is read again every minute.');
    }
    for (const comment of commentsOn(stack, ids)) {
      expect(comment).toContain('1 test failed');
      expect(comment).not.toContain('could not be read');
    }
  });

  test('when the key of the badges cannot be read', async () => {
    const stack = await begun();
    for (const { versions } of secretsState(stack.scope).secrets.values()) versions.clear();

    const ids = await openBoth(stack);
    await pass(stack, 1);
    const started = commentsOn(stack, ids);
    await pass(stack, 2);

    for (const comment of started) expect(comment).toContain('### ⏳ Build started');
    for (const comment of commentsOn(stack, ids)) {
      expect(comment).toContain('### ❌ Build failed: unit');
      expect(comment).toMatch(/The badges are missing\. .*the specified secret value/);
    }
  });

  test('when a project does not exist, and again when it is made; the other repository is built meanwhile', async () => {
    const stack = await begun();
    const { projects } = codebuildState(stack.scope);
    const lost = projects.get(project);
    projects.delete(project);
    const [id, other] = await openBoth(stack);

    await pass(stack, 1);
    const [without = '', built = ''] = commentsOn(stack, [id, other]);
    if (lost) projects.set(project, lost);
    await pass(stack, 2);

    expect(without).toContain('### ⚠️ Build could not start: unit');
    expect(without).toContain(
      'Check the name in drawbridge.yml against what exists in this account and Region.',
    );
    expect(without).toContain('It is tried again within 15 minutes; a push has it tried at once.');
    expect(built).toContain('### ⏳ Build started');
    expect(commentsOn(stack, [id])[0]).toContain('### ⏳ Build started');
  });

  test('when a run failed as it started a build of a project that is gone since', async () => {
    const stack = await begun();
    addFault(stack.scope.world, {
      service: 'codebuild',
      operation: 'StartBuild',
      kind: 'fail-before',
      times: 3,
    });
    const id = await open(stack, 'harbor-ledger');
    await pass(stack, 0.1);

    codebuildState(stack.scope).projects.delete(project);
    await pass(stack, 2);

    expect(commentsOn(stack, [id])[0]).toContain('### ⚠️ Build could not start: unit');
  });

  test('when a log answers with an empty page, though the build has long failed', async () => {
    const stack = await begun();
    addFault(stack.scope.world, { service: 'logs', operation: 'GetLogEvents', kind: 'short-page' });
    vi.spyOn(stack.scope.world.ids, 'random').mockReturnValue(0);
    const ids = await openBoth(stack);

    await pass(stack, 3);
    const before = commentsOn(stack, ids);
    clearFaults(stack.scope.world);
    await pass(stack, 2);

    for (const comment of before) {
      expect(comment).toContain('### ❌ Build failed: unit');
      expect(comment).toContain('Its log has no lines yet. It is read again every minute.');
    }
    for (const comment of commentsOn(stack, ids)) expect(comment).toContain('1 test failed');
  });

  test('when more than was read at first was printed after the failure: it shows what failed, and nothing of the rest', async () => {
    const output = ['src/app.ts(4,1): error TS2304: Cannot find name "foo".'];
    const stack = await begun({
      phases: {
        BUILD: { seconds: 120, output, failure: { command: 'npm run build', exitStatus: 2 } },
        POST_BUILD: {
          seconds: 30,
          output: Array.from({ length: 1_100 }, (_, n) => `ERROR: part ${n} is late`),
        },
      },
    });
    const id = await open(stack, 'harbor-ledger');

    await pass(stack, 5);

    const [comment] = commentsOn(stack, [id]);
    expect(comment).toContain('**1 failure** (tsc):');
    expect(comment).toContain('`TS2304: Cannot find name "foo".` at `src/app.ts:4`');
    expect(comment).not.toContain('is late');
  });

  test('when a repository does not exist: the hour goes by, and the other is looked after though its events are lost', async () => {
    const stack = await begun();
    codeCommitState(stack.scope).repositories.delete('harbor-ledger');
    addFault(stack.scope.world, { service: 'events', kind: 'drop-event' });
    const id = await open(stack, otherRepository);
    call(stack, 'sweep', { drawbridge: 'sweep' });

    await pass(stack, 1);

    expect(commentsOn(stack, [id])[0]).toContain('### ⏳ Build started');
    expect(stack.log.join('\n')).toMatch(/sweep: \{"decision":"done"[^\n]*harbor-ledger does not exist/);
  });
});

async function begun(script?: BuildScript): Promise<DeployedStackWorld> {
  const stack = await packagedStack(functions, script);
  onTestFinished(() => stack.close());
  return stack;
}

async function open({ scope }: DeployedStackWorld, repository: string): Promise<string> {
  const team = people(scope, repository, 'change');
  await team.push('feature');
  return team.open('feature');
}

async function openBoth(stack: DeployedStackWorld): Promise<readonly [string, string]> {
  return [await open(stack, 'harbor-ledger'), await open(stack, otherRepository)];
}

/** The status comment on each. */
function commentsOn({ scope }: DeployedStackWorld, ids: readonly string[]): string[] {
  return ids.map((id) =>
    statusComments(scope, id)
      .map(({ content }) => content)
      .join('\n'),
  );
}
