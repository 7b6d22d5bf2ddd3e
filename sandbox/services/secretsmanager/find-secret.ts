import { AwsError } from '../../kernel/errors.ts';
import { arnOf, type Scope } from '../../kernel/world.ts';
import { type Secret, type SecretVersion, secretsState } from './state.ts';

function lookUp(scope: Scope, secretId: string): Secret | undefined {
  const { secrets } = secretsState(scope);
  const secret = secretId.startsWith('arn:')
    ? [...secrets.values()].find(({ arn }) => arn === secretId || arn.slice(0, -7) === secretId)
    : secrets.get(secretId);
  if (secret?.deletesAt !== undefined && secret.deletesAt <= scope.world.clock.now()) {
    secrets.delete(secret.name);
    return undefined;
  }
  return secret;
}

/** The secret of a name, an ARN, or an ARN without its last six characters; declines with ResourceNotFound. */
export function findSecret(scope: Scope, secretId: string): Secret {
  const secret = lookUp(scope, secretId);
  if (secret === undefined)
    throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  return secret;
}

/** As `findSecret`; declines a secret that is marked for deletion as well. */
export function findLiveSecret(scope: Scope, secretId: string): Secret {
  const secret = findSecret(scope, secretId);
  if (secret.deletesAt !== undefined)
    throw new AwsError(
      'InvalidRequestException',
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  return secret;
}

/** The version that an id or a staging label names, the current one without either. */
export function findVersion(
  secret: Secret,
  { versionId, stage = 'AWSCURRENT' }: { versionId?: string | undefined; stage?: string | undefined },
): SecretVersion {
  const version = secret.versions.get(versionId ?? secret.stages.get(stage) ?? '');
  if (version === undefined)
    throw new AwsError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for ${versionId === undefined ? `staging label: ${stage}` : `VersionId: ${versionId}`}`,
    );
  return version;
}

/** The ARN that IAM is asked about: the secret's own, or what one of this name would match. */
export function secretResource(scope: Scope, secretId: string): string {
  const known = lookUp(scope, secretId)?.arn;
  if (known !== undefined) return known;
  return secretId.startsWith('arn:') ? secretId : arnOf(scope, 'secretsmanager', `secret:${secretId}-??????`);
}

/** The staging labels of a version. */
export function stagesOf(secret: Secret, versionId: string): string[] {
  return [...secret.stages].filter(([, id]) => id === versionId).map(([stage]) => stage);
}
