import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stateOf } from '../../support/git/bare-repository.ts';
import { type ServerKind, type Servers, startServers } from '../../support/git/replica-pair.ts';
import { runChaos } from './run-chaos.ts';

type Kinds = readonly [source: ServerKind, replica: ServerKind];

// REPLICATION_CHAOS=full in the environment, as CI sets it, makes the long run.
const isFull = process.env['REPLICATION_CHAOS'] === 'full';
const writes = isFull ? 250 : 60;
const all: readonly (readonly [seed: number, ...kinds: Kinds])[] = [
  [1, 'git', 'CodeCommit'],
  [2, 'CodeCommit', 'CodeCommit'],
  [3, 'git', 'git'],
  [4, 'CodeCommit', 'git'],
  [5, 'CodeCommit', 'CodeCommit'],
  [6, 'git', 'CodeCommit'],
];

describe(`replication under ${writes} random writes, lost and doubled events and eight workers`, () => {
  let servers: Servers;

  beforeAll(async () => {
    servers = await startServers();
  });

  afterAll(() => servers.close());

  it.each(isFull ? all : all.slice(0, 2))(
    'never moves main backwards and is complete after one sweep (seed %i, %s to %s)',
    async (seed, source, replica) => {
      const pair = await servers.pair({ source, replica });

      const { dropped, doubled, mainOnReplica, sweep } = await runChaos(servers, pair, { seed, writes });

      expect(dropped).toBeGreaterThan(0);
      expect(doubled).toBeGreaterThan(0);
      // How many writes one move carries is the machine's; that there are several makes their order mean something.
      expect(mainOnReplica.length).toBeGreaterThan(1);
      expect(mainOnReplica).toEqual([...new Set(mainOnReplica)].toSorted((left, right) => left - right));
      expect(mainOnReplica).not.toContain(-1);
      expect(sweep.inSync).toBe(true);
      const expected = await stateOf(pair.source.repository);
      expect(expected.wrong).toBe('');
      expect(await stateOf(pair.replica.repository)).toEqual(expected);
    },
  );
});
