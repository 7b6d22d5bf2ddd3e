import { AwsError } from '../../kernel/errors.ts';
import { arnOf, type Scope } from '../../kernel/world.ts';
import { findSecret } from './find-secret.ts';
import { type Secret, type SecretVersion, secretsState } from './state.ts';

/** A value to be kept. */
export interface SecretValue {
  readonly text?: string | undefined;
  /** Base64. */
  readonly binary?: string | undefined;
  /** The client's token, which becomes the version's id. */
  readonly token?: string | undefined;
  readonly stages?: readonly string[] | undefined;
}

/** Makes a secret without a value; declines a name that is taken, also by one that is marked for deletion. */
export function makeSecret(scope: Scope, name: string, description?: string): Secret {
  if (!/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(name))
    throw new AwsError(
      'ValidationException',
      'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
    );
  refuseTaken(scope, name);
  const now = scope.world.clock.now();
  const secret: Secret = {
    name,
    arn: arnOf(scope, 'secretsmanager', `secret:${name}-${scope.world.ids.hex(6)}`),
    ...(description === undefined ? {} : { description }),
    createdAt: now,
    changedAt: now,
    versions: new Map(),
    stages: new Map(),
    tags: new Map(),
  };
  secretsState(scope).secrets.set(name, secret);
  return secret;
}

function refuseTaken(scope: Scope, name: string): void {
  if (!secretsState(scope).secrets.has(name)) return;
  let existing: Secret;
  try {
    existing = findSecret(scope, name);
  } catch (error) {
    if (error instanceof AwsError) return;
    throw error;
  }
  if (existing.deletesAt !== undefined)
    throw new AwsError(
      'InvalidRequestException',
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
  throw new AwsError(
    'ResourceExistsException',
    `The operation failed because the secret ${name} already exists.`,
  );
}

/**
 * Adds a version, with the label AWSCURRENT unless others are given; the one that was current becomes
 * AWSPREVIOUS. The same token with the same value is the same version, with another value it is refused.
 */
export function addVersion(scope: Scope, secret: Secret, value: SecretValue): SecretVersion {
  const { world } = scope;
  const id = value.token ?? world.ids.uuid();
  const known = secret.versions.get(id);
  if (known !== undefined && (known.text !== value.text || known.binary !== value.binary))
    throw new AwsError(
      'ResourceExistsException',
      `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${secret.arn}.`,
    );
  const version: SecretVersion = known ?? {
    id,
    ...(value.text === undefined ? {} : { text: value.text }),
    ...(value.binary === undefined ? {} : { binary: value.binary }),
    createdAt: world.clock.now(),
  };
  secret.versions.set(id, version);
  if (known === undefined) label(secret, id, value.stages ?? ['AWSCURRENT']);
  secret.changedAt = world.clock.now();
  dropUnlabelled(secret);
  return version;
}

function label(secret: Secret, id: string, stages: readonly string[]): void {
  const current = secret.stages.get('AWSCURRENT');
  if (stages.includes('AWSCURRENT') && current !== undefined) secret.stages.set('AWSPREVIOUS', current);
  for (const stage of stages) secret.stages.set(stage, id);
  if (current === undefined) secret.stages.set('AWSCURRENT', id);
}

/** Versions without a label are deprecated; Secrets Manager keeps about a hundred of them. */
function dropUnlabelled(secret: Secret): void {
  const labelled = new Set(secret.stages.values());
  for (const id of secret.versions.keys()) {
    if (secret.versions.size <= 100) return;
    if (!labelled.has(id)) secret.versions.delete(id);
  }
}
