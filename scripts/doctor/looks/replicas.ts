import { GetRepositoryCommand } from '@aws-sdk/client-codecommit';
import { type ExpectedReplica, replicasOf } from '../expected.ts';
import { type Finding, findingsOf } from '../finding.ts';
import type { Look, Place } from '../look.ts';

export interface ReplicaFacts extends ExpectedReplica {
  /** `missing` is well: the first look at it makes it. Else why the Region does not answer. */
  readonly state: 'there' | 'missing' | { readonly refused: string };
}

const { ok, warning, fails } = findingsOf('replication');

/** Whether the Region of every replica can be reached, and the replica is there already. */
export const replicasLook: Look<readonly ReplicaFacts[]> = {
  job: 'replication',
  subject: 'the replicas',
  gather: ({ clients, config, region }) =>
    Promise.all(
      replicasOf(config, region).map(async (replica) => ({
        ...replica,
        state: await stateOf(clients, replica),
      })),
    ),
  assess: (facts) => facts.map(assessReplica),
};

async function stateOf(clients: Place['clients'], replica: ExpectedReplica): Promise<ReplicaFacts['state']> {
  const client = clients.codecommitIn(replica.region);
  try {
    await client.send(new GetRepositoryCommand({ repositoryName: replica.repository }));
    return 'there';
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error.name === 'RepositoryDoesNotExistException' ? 'missing' : { refused: error.message };
  } finally {
    client.destroy();
  }
}

function assessReplica({ name, repository, region, state }: ReplicaFacts): Finding {
  if (state === 'there') return ok(`${name}: ${repository} is there in ${region}`);
  if (state === 'missing')
    return warning(
      `${name}: there is no ${repository} in ${region} yet`,
      'It is made by the first push to its source, or within the hour. Nothing has to be done.',
    );
  return fails(
    `${name}: ${region} does not answer (${state.refused})`,
    `CodeCommit has to be available there, and the Region enabled in this account: aws account enable-region --region-name ${region}`,
  );
}
