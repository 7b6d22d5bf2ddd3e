import { config } from 'drawbridge:config';
import { setTimeout } from 'node:timers/promises';
import { codeCommitReplica } from '../../shared/aws/codecommit-replica.ts';
import { hour, second } from '../../shared/core/time.ts';
import { optionalEnvironment, readEnvironment } from '../../shared/runtime/environment.ts';
import { system } from '../../shared/runtime/system.ts';
import { replicaRecords } from '../../shared/store/replicas.ts';
import { runToTheEnd } from './run-to-the-end.ts';

// What the build project of packaging/replication-runner.ts runs: one replication, named by REPLICATION, to its end.
// It ends with 0 when nothing was left undone that could be done, and with 1 otherwise.

/** The build has eight hours; no push is begun in the last half hour, so that there is time to remember. */
const beginsPushesForMs = 7.5 * hour;

/** Prints one line of the build's log. */
function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function run(): Promise<boolean> {
  const environment = readEnvironment(['REPLICATION', 'TABLE_NAME', 'AWS_REGION']);
  const { AWS_ENDPOINT_URL: endpoint } = optionalEnvironment(['AWS_ENDPOINT_URL']);
  const name = environment.REPLICATION;
  const replication = Object.hasOwn(config.replication, name) ? config.replication[name] : undefined;
  if (replication === undefined) {
    print('The replication that this build was started for is not in drawbridge.yml.');
    return false;
  }
  const { now } = system.clock;
  const { repository, from, to, policy } = replication;
  print(`${name}: ${repository} from ${from} to ${to}`);
  const replica = codeCommitReplica({
    repository,
    from,
    to,
    policy,
    endpoint,
    now,
    patience: {
      beginsPushesForMs,
      transferMs: 8 * hour,
      onProgress: ({ refsDone, refsTotal, bytesSent }) =>
        print(`${refsDone} of ${refsTotal} refs, ${Math.ceil(bytesSent / 1_048_576)} MiB`),
    },
  });
  return runToTheEnd(
    {
      records: replicaRecords({ tableName: environment.TABLE_NAME, now }),
      replica,
      clock: system.clock,
      pause: () => setTimeout(5 * second),
      print,
    },
    { name, ...replication },
  );
}

run().then(
  (isDone) => {
    process.exitCode = isDone ? 0 : 1;
  },
  (error: unknown) => {
    print(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
