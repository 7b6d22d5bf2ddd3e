import { defineOperation } from '../../kernel/service.ts';
import { findSecret, secretResource, stagesOf } from './find-secret.ts';
import { type Secret, secretsState } from './state.ts';

function describe(secret: Secret) {
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    CreatedDate: new Date(secret.createdAt),
    LastChangedDate: new Date(secret.changedAt),
    // The day on which it goes for good, which is what DescribeSecret gives under this name.
    DeletedDate: secret.deletesAt === undefined ? undefined : new Date(secret.deletesAt),
    KmsKeyId: secret.kmsKeyId,
    Tags: [...secret.tags].map(([Key, Value]) => ({ Key, Value })),
  };
}

/** Label lists by version id, for the versions that have labels. */
function stagesByVersion(secret: Secret): Record<string, string[]> {
  const entries = [...secret.versions.keys()].map((id) => [id, stagesOf(secret, id)] as const);
  return Object.fromEntries(entries.filter(([, stages]) => stages.length > 0));
}

export const describeSecret = defineOperation({
  resources: ({ SecretId }: { SecretId: string }, context) => secretResource(context, SecretId),
  handle({ SecretId }, context) {
    const secret = findSecret(context, SecretId);
    return { ...describe(secret), VersionIdsToStages: stagesByVersion(secret) };
  },
});

interface ListInput {
  readonly MaxResults?: number;
  readonly NextToken?: string;
  readonly IncludePlannedDeletion?: boolean;
}

/** The secrets in name order; the token is the last name of the page before. */
export const listSecrets = defineOperation({
  resources: (_input: ListInput) => '*',
  handle({ MaxResults = 100, NextToken = '', IncludePlannedDeletion = false }, context) {
    const secrets = [...secretsState(context).secrets.values()]
      .filter(
        ({ name, deletesAt }) => name > NextToken && (IncludePlannedDeletion || deletesAt === undefined),
      )
      .sort((one, other) => (one.name < other.name ? -1 : 1));
    const page = secrets.slice(0, MaxResults);
    return {
      SecretList: page.map((secret) => ({
        ...describe(secret),
        SecretVersionsToStages: stagesByVersion(secret),
      })),
      NextToken: page.length < secrets.length ? page.at(-1)?.name : undefined,
    };
  },
});
