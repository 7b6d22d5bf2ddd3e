import { cloudformationState } from '../../../sandbox/services/cloudformation/state.ts';
import { repositoryOf } from '../../../sandbox/services/codecommit/repositories/repositories.ts';
import { publishEvent } from '../../../sandbox/services/events/publish-event.ts';
import { replicaRecords } from '../../../shared/store/replicas.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { type DeployedStackWorld, deployedStack, pass } from './deployed-stack.ts';
import { repository, stackName } from './names.ts';
import { call, type Scenario } from './scenario.ts';
import { worldOnDisk } from './world-on-disk.ts';

const begin = () => deployedStack(worldOnDisk, ['replicate-repository']);

/** Wakes the function for the replica in London, as the sweep does. */
export function wakeReplication(stack: DeployedStackWorld): void {
  call(stack, 'replicate-repository', { drawbridge: 'due', repository, replica: 'eu-west-2' });
}

/** Makes the record say that runs keep dying at London's replica with the smallest steps there are. */
export async function sayThatRunsKeepDying({ scope, clock }: DeployedStackWorld): Promise<void> {
  const tableName = cloudformationState(scope).stacks.get(stackName)?.resources.get('Table')?.ref ?? '';
  const key = { repository, region: 'eu-west-2' };
  const records = replicaRecords({ tableName, now: clock.now }, inProcessClientConfig(scope.world));
  const stored = await records.load(key);
  if (stored === undefined) throw new Error('London has no replica yet');
  const now = clock.now();
  const failure = {
    attempts: 6,
    since: now,
    at: now,
    reason: 'A run ended.',
    takeOver: { from: now, builds: 0 },
  };
  const next = { ...stored, version: stored.version + 1, record: { ...stored.record, failure } };
  await records.save(key, next, stored.version);
}

/** What replicate-repository and the build that takes over need their roles for. */
export const replicationScenarios = {
  'a repository gets its replicas': {
    begin,
    async play(stack) {
      repositoryOf(stack.scope, repository).tags.set('team', 'harbor');
      await pass(stack, 5);
      await stack.team.push('trunk');
      await pass(stack, 5);
    },
    shows:
      /ap-northeast-2 is up to date","effects":\["sync-refs","create-replica"[^]*\nReplica Verified [^]*\neu-west-2 harbor-ledger: default main, tags team=harbor, refs\/heads\/main \w{40}, refs\/heads\/trunk /,
  },
  'the default branch changes': {
    begin,
    async play(stack) {
      await pass(stack, 5);
      await stack.team.push('trunk');
      repositoryOf(stack.scope, repository).defaultBranch = 'trunk';
      await pass(stack, 5);
    },
    shows: /eu-west-2 harbor-ledger: default trunk, /,
  },
  'a build takes over': {
    begin,
    async play(stack) {
      await pass(stack, 5);
      await sayThatRunsKeepDying(stack);
      await stack.team.push('main');
      await pass(stack, 11);
      wakeReplication(stack);
      await pass(stack, 5);
    },
    shows: /"effects":\["look-at-build","sync-refs","put-events"/,
  },
  'no event about references is understood': {
    begin,
    async play(stack) {
      publishEvent(stack.scope, {
        source: 'aws.codecommit',
        detailType: 'CodeCommit Repository State Change',
        resources: [],
        detail: { event: 'referenceUpdated', repositoryName: repository, commitId: 'HEAD' },
      });
      await pass(stack, 10);
    },
    shows: /"StringValue":"detail\.commitId: /,
  },
} satisfies Record<string, Scenario>;
