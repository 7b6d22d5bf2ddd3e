import { randomBytes } from 'node:crypto';
import { addFault } from '../../../sandbox/kernel/faults.ts';
import { deleteBranch } from '../../../sandbox/services/codecommit/branches/operations/delete-branch.ts';
import { createCommit } from '../../../sandbox/services/codecommit/commits/operations/create-commit.ts';
import { asAda } from '../../support/simulation/people.ts';
import { type DeployedStackWorld, deployedStack, pass } from './deployed-stack.ts';
import { repository } from './names.ts';
import { call, type Scenario } from './scenario.ts';
import { worldOnDisk } from './world-on-disk.ts';

const begin = () => deployedStack(worldOnDisk, ['back-up-repository']);

const now = { drawbridge: 'back-up', backup: 'ledger' };
const due = { drawbridge: 'due', backup: 'ledger' };

/** What back-up-repository needs its role for. */
export const backupScenarios = {
  'a backup is made and restored on trial': {
    begin,
    async play(stack) {
      await stack.team.push('old');
      call(stack, 'back-up-repository', now);
      await pass(stack, 1);
      await deleteBranch.handle({ repositoryName: repository, branchName: 'old' }, asAda(stack.scope));
      call(stack, 'back-up-repository', now);
      await pass(stack, 1);
      call(stack, 'back-up-repository', due);
      await pass(stack, 5);
    },
    // And nothing of the trial is left behind.
    shows: /Backup Verified .*"sequence":1,[^]*\nus-east-1 harbor-ledger: .*\n(?!us-east-1)/,
  },
  'an upload breaks off': {
    begin,
    async play(stack) {
      await commitMuch(stack);
      const fault = { service: 's3', operation: 'CompleteMultipartUpload', kind: 'fail-before' } as const;
      addFault(stack.scope.world, fault);
      call(stack, 'back-up-repository', now);
      await pass(stack, 5);
    },
    shows: /CompleteMultipartUpload[^]*\n0 unfinished uploads$/,
  },
  'no request for a backup is understood': {
    begin,
    async play(stack) {
      call(stack, 'back-up-repository', { drawbridge: 'back-up', backup: 'All of them' });
      await pass(stack, 10);
    },
    shows: /"StringValue":"backup: /,
  },
} satisfies Record<string, Scenario>;

/** Commits more than fits into one part of an upload, and is not made smaller by compression. */
async function commitMuch(stack: DeployedStackWorld): Promise<void> {
  const putFiles = ['a.bin', 'b.bin'].map((filePath) => ({ filePath, fileContent: randomBytes(5_000_000) }));
  const parentCommitId = await stack.team.push('large');
  await createCommit.handle(
    { repositoryName: repository, branchName: 'large', parentCommitId, putFiles },
    asAda(stack.scope),
  );
}
