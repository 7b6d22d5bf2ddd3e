import { describe, expect, it, onTestFinished } from 'vitest';
import { runTool } from '../support/run-tool.ts';
import { filesBelow, root } from '../support/source-files.ts';
import { temporaryProject } from '../support/temporary-project.ts';

const FORBIDDEN: Readonly<Record<string, string>> = {
  'functions/watch-this/decide.ts': "import '../../shared/aws/client.ts';",
  'functions/watch-this/observe.ts': "import '../watch-that/observe.ts';",
  'functions/watch-that/observe.ts': "import '@middy/core';",
  'functions/watch-that/handler.ts': "import '../../sandbox/state.ts';",
  'shared/core/verdict.ts': "import 'node:fs';",
  'shared/aws/client.ts': "import '../effects/apply.ts';",
  'shared/effects/apply.ts': "import '@aws-sdk/client-codebuild';",
  'shared/channels/slack.ts': "import '../../functions/watch-that/observe.ts';",
  'shared/config/names.ts': "import 'yaml'; import './nowhere.ts';",
  'sandbox/state.ts': "import '../shared/core/verdict.ts';",
  'shared/git/wire/pkt-line.ts': "import '../refs/list-refs.ts';",
  'shared/git/refs/list-refs.ts': "import '../packs/push-pack.ts';",
  'shared/git/packs/push-pack.ts': "import '../sync/sync-refs.ts';",
  'shared/git/plan/plan-updates.ts': "import '../packs/push-pack.ts';",
  'shared/git/remotes/open-remote.ts': "import '../refs/list-refs.ts';",
  'shared/git/sync/sync-refs.ts': "import '../remotes/open-remote.ts';",
  'shared/git/types.ts': "import './plan/plan-updates.ts';",
  'sandbox/services/codecommit/objects/read-pack.ts': "import '../repositories/repositories.ts';",
  'sandbox/services/codecommit/repositories/repositories.ts':
    "import '../branches/operations/get-branch.ts';",
  'sandbox/services/codecommit/branches/operations/get-branch.ts': "import '../../git/git-http.ts';",
  'sandbox/services/codecommit/git/git-http.ts': "import '../branches/operations/get-branch.ts';",
  'sandbox/kernel/dispatch.ts': "import '../services/iam/state.ts';",
  'sandbox/services/iam/state.ts': "import '../sqs/state.ts';",
  'sandbox/services/sqs/state.ts': "import '../index.ts';",
  'sandbox/services/index.ts': "import './iam/state.ts';",
  'sandbox/first.ts': "import './second.ts';",
  'sandbox/second.ts': "import './first.ts';",
  'sandbox/third.ts': "import type { Fourth } from './fourth.ts'; export type Third = Fourth;",
  'sandbox/fourth.ts': "import type { Third } from './third.ts'; export type Fourth = Third;",
};

describe('the layers', () => {
  it('hold in every module', () => {
    const folders = ['functions', 'shared', 'sandbox', 'packaging', 'scripts', 'tests'];

    const { output } = cruise(root, folders);

    expect(output).toMatch(/no dependency violations found/);
    expect(Number(/\(([0-9]+) modules/.exec(output)?.[1])).toBeGreaterThan(
      filesBelow('shared', /\.ts$/).length,
    );
  });

  it('are broken by each forbidden import, and each is reported', () => {
    const { folder, remove } = temporaryProject({
      copy: ['.dependency-cruiser.cjs', 'package.json', 'tsconfig.json'],
      write: FORBIDDEN,
    });
    onTestFinished(remove);

    const { output } = cruise(folder, ['functions', 'shared', 'sandbox']);

    for (const violation of [
      'pure-decide: functions/watch-this/decide.ts',
      'functions-apart: functions/watch-this/observe.ts',
      'framework-at-the-edge: functions/watch-that/observe.ts',
      'product-without-tests: functions/watch-that/handler.ts',
      'core-imports-nothing: shared/core/verdict.ts',
      'shared-aws: shared/aws/client.ts',
      'sdk-at-the-edge: shared/effects/apply.ts',
      'shared-below-functions: shared/channels/slack.ts',
      'yaml-only-when-loading: shared/config/names.ts',
      'unresolvable: shared/config/names.ts',
      'sandbox-apart: sandbox/state.ts',
      'git-wire: shared/git/wire/pkt-line.ts',
      'git-refs: shared/git/refs/list-refs.ts',
      'git-packs: shared/git/packs/push-pack.ts',
      'git-plan: shared/git/plan/plan-updates.ts',
      'git-remotes: shared/git/remotes/open-remote.ts',
      'git-sync: shared/git/sync/sync-refs.ts',
      'git-words-below-rooms: shared/git/types.ts',
      'codecommit-objects: sandbox/services/codecommit/objects/read-pack.ts',
      'codecommit-repositories: sandbox/services/codecommit/repositories/repositories.ts',
      'codecommit-git-on-top: sandbox/services/codecommit/branches/operations/get-branch.ts',
      'operations-on-top: sandbox/services/codecommit/git/git-http.ts',
      'sandbox-kernel-below-all: sandbox/kernel/dispatch.ts',
      'services-apart: sandbox/services/iam/state.ts',
      'services-apart: sandbox/services/sqs/state.ts',
      'no-cycles: sandbox/services/iam/state.ts',
      'no-cycles: sandbox/first.ts',
      'sandbox-types-one-way: sandbox/fourth.ts',
    ])
      expect(output).toContain(violation);
  });
});

function cruise(folder: string, folders: readonly string[]) {
  return runTool(folder, ['depcruise', '--config', '.dependency-cruiser.cjs', ...folders]);
}
