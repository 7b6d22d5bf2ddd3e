import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { replicateRepository } from '../../../functions/replicate-repository/assemble.ts';
import { type Scope, scopeOf } from '../../../sandbox/kernel/world.ts';
import { answerGit } from '../../../sandbox/services/codecommit/git/git-in-process.ts';
import { gitBackend, placeOf } from '../../../sandbox/services/codecommit/objects/git-backend.ts';
import { gitInMemory } from '../../../sandbox/services/codecommit/objects/git-in-memory.ts';
import { recentEvents } from '../../../sandbox/services/events/recent-events.ts';
import { loadConfig } from '../../../shared/config/load.ts';
import { aWorld } from '../../contract/sandbox-dynamodb/test-world.ts';
import { exchangeInProcess } from '../../support/git/exchange-in-process.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { people } from '../../support/simulation/people.ts';
import { stackTable } from '../../support/stack-table.ts';

// Somebody may push to a repository, and makes so many refs in it that what was known of the others is forgotten, or
// that fifty branches are a small share of them.

const [repositoryName, TableName, main] = ['harbor-ledger', 'records', 'refs/heads/main'];

let { world, client, advance } = aWorld('us-east-1');
let source: Scope;
let replica: Scope;

beforeEach(async () => {
  ({ world, client, advance } = aWorld('us-east-1'));
  gitBackend.provide(world, gitInMemory());
  source = scopeOf(world, 'us-east-1');
  replica = scopeOf(world, 'eu-west-2');
  await client.send(new CreateTableCommand({ TableName, ...stackTable }));
  await people(source, repositoryName).begin();
});

describe('among 8,000 tags', () => {
  it('foreign writes on branches and on a tag are kept and told', async () => {
    const replicate = replication('divergence: keep-and-alarm');
    const [topic, tag] = ['refs/heads/topic', 'refs/tags/junk-4711'];
    await people(source, repositoryName, 'begun').push('topic');
    const begun = await tipOf(source, main);
    await set(source, namesOf('refs/tags/junk', 8_000), begun);
    await replicate();
    const foreign = await people(replica, repositoryName, 'foreign').push('main');
    await set(replica, [topic, tag], foreign);

    const team = people(source, repositoryName, 'next');
    const next = { main: await team.push('main'), topic: await team.push('topic') };
    await replicate();

    expect(await Promise.all([main, topic, tag].map((ref) => tipOf(replica, ref)))).toEqual([
      foreign,
      foreign,
      foreign,
    ]);
    expect(diverged()).toEqual([
      { ref: main, wanted: next.main, found: foreign, treatment: 'kept' },
      { ref: topic, wanted: next.topic, found: foreign, treatment: 'kept' },
      { ref: tag, wanted: begun, found: foreign, treatment: 'kept' },
    ]);
  });
});

describe('beside junk of the other kind', () => {
  it.each([
    ['branches', 'refs/heads/work', 'refs/tags/junk'],
    ['tags', 'refs/tags/v', 'refs/heads/junk'],
  ])('fifty %s that vanish at once are no small share', async (_kind, valuable, junk) => {
    const replicate = replication('prune: immediate');
    const tip = await tipOf(source, main);
    await set(source, [...namesOf(valuable, 60), ...namesOf(junk, 2_000)], tip);
    await replicate();

    await set(source, namesOf(valuable, 50), undefined);
    await replicate();

    const looked = [`${valuable}-0`, `${valuable}-49`, `${junk}-1999`];
    expect(await Promise.all(looked.map((ref) => tipOf(replica, ref)))).toEqual([tip, tip, tip]);
  });
});

/** Gives what looks at all of the repository, an hour after it did so last. */
function replication(setting: string): () => Promise<void> {
  const loaded = loadConfig(`version: 1
repositories: { other: { pull-requests: { builds: { unit: { project: other-ci } } } } }
replication:
  to-london: { repository: ${repositoryName}, from: us-east-1, to: eu-west-2, ${setting} }
`);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  const run = replicateRepository({
    environment: {
      TABLE_NAME: TableName,
      DEAD_LETTER_QUEUE_URL: `${world.endpoint}/${world.account}/dead-letters`,
      RUNNER_PROJECT: 'drawbridge-replication-runner',
      PARTITION: 'aws',
      ACCOUNT_ID: world.account,
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: world.endpoint,
    },
    config: loaded.config,
    system: { clock: world.clock, newRunId: () => world.ids.uuid() },
    settings: inProcessClientConfig(world),
    exchange: exchangeInProcess((request) => answerGit(world, request)),
  });
  return async () => {
    advance(3_600_000);
    await run({ drawbridge: 'due', repository: repositoryName, replica: 'eu-west-2' });
  };
}

function namesOf(beginning: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${beginning}-${index}`);
}

/** Moves refs, whatever they were; nothing takes them away. */
async function set(scope: Scope, refs: readonly string[], to: string | undefined): Promise<void> {
  const place = placeOf(scope, repositoryName);
  for (const ref of refs)
    await gitBackend.of(world).updateRef(place, { ref, from: await tipOf(scope, ref), to });
}

async function tipOf(scope: Scope, ref: string): Promise<string | undefined> {
  return gitBackend.of(world).readRef(placeOf(scope, repositoryName), ref);
}

/** What our own events say of foreign writes, in short. */
function diverged() {
  return recentEvents(source)
    .filter(({ event }) => event['detail-type'] === 'Replica Diverged')
    .map(({ event: { detail } }) => {
      const { ref, wanted, found, treatment } = detail;
      return { ref: String(ref), wanted, found, treatment };
    })
    .sort((one, other) => (one.ref < other.ref ? -1 : 1));
}
