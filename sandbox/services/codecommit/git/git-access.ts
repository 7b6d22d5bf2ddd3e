import { AwsError } from '../../../kernel/errors.ts';
import { accessKeyOf, authorize } from '../../../kernel/offers/iam.ts';
import { type Principal, type Scope, scopeOf, type World } from '../../../kernel/world.ts';
import { repositoryArn } from '../repositories/repositories.ts';
import { codeCommitState, type Repository } from '../state.ts';
import { type GitCredentials, isSignedWith, readGitCredentials } from './git-signature.ts';

/** What a git request asks for, before anything is known of who asks. */
export interface GitRequest {
  readonly authorization: string | undefined;
  /** As the client wrote it, with or without a port. */
  readonly host: string;
  readonly repositoryName: string;
}

/** A repository in the Region it was asked for in, and who asks. */
export interface GitAccess {
  readonly scope: Scope;
  readonly principal: Principal;
  readonly repository: Repository;
}

/** Why a git request is not served, as HTTP tells it. */
export interface GitRefusal {
  readonly status: 400 | 401 | 403 | 404;
  readonly message: string;
}

/** Regions whose signatures are tried for a repository that no Region has, to tell 404 from 403. */
const otherRegions = ['us-east-1', 'us-east-2', 'us-west-2', 'eu-west-1', 'eu-central-1', 'ap-northeast-1'];

/**
 * Finds out who asks, by the signature, and in which Region. The host names no Region here, so those that have
 * a repository of that name are tried, and the first whose signature fits is meant. How old a signature is does
 * not matter, as for every request of the sandbox: its clock may run faster than the visitor's. AWS takes one
 * for 15 minutes.
 */
export function gitAccess(world: World, request: GitRequest): GitAccess | GitRefusal {
  const { host, repositoryName } = request;
  const caller = callerOf(world, request.authorization);
  if ('status' in caller) return caller;
  const place = { host: host.replace(/:\d+$/, ''), path: `/v1/repos/${repositoryName}` };
  const fits = (region: string) =>
    isSignedWith(caller.secretAccessKey, caller.credentials, { ...place, region });
  for (const scope of scopesWith(world, repositoryName)) {
    const repository = codeCommitState(scope).repositories.get(repositoryName);
    if (repository !== undefined && fits(scope.region))
      return { scope, principal: caller.principal, repository };
  }
  if ([...new Set([...regionsOf(world), ...otherRegions])].some(fits))
    return { status: 404, message: `${repositoryName} does not exist` };
  return { status: 403, message: 'The signature does not match the host, the path and the Region.' };
}

/** Whose access key it is, signature not looked at yet. */
interface GitCaller {
  readonly principal: Principal;
  readonly secretAccessKey: string;
  readonly credentials: GitCredentials;
}

function callerOf(world: World, authorization: string | undefined): GitCaller | GitRefusal {
  if (authorization === undefined)
    return { status: 401, message: 'CodeCommit wants credentials: use the AWS CLI credential helper.' };
  const credentials = readGitCredentials(authorization);
  const key = credentials && accessKeyOf(scopeOf(world, 'us-east-1'), credentials.accessKeyId);
  if (credentials === undefined || key === undefined)
    return { status: 403, message: 'These are no credentials of this account for CodeCommit.' };
  if (key.sessionToken !== credentials.sessionToken || isExpired(world, key.expiresAt))
    return { status: 403, message: 'The session token included in the request is invalid or has expired.' };
  return { principal: key.principal, secretAccessKey: key.secretAccessKey, credentials };
}

/** Asks IAM for `codecommit:GitPull` or `codecommit:GitPush`; for a push with the references it moves. */
export function refusalOfIam(
  { scope, principal, repository }: GitAccess,
  action: 'GitPull' | 'GitPush',
  references?: readonly string[],
): GitRefusal | undefined {
  try {
    authorize(scope, principal, {
      action: `codecommit:${action}`,
      resources: repositoryArn(scope, repository.name),
      ...(references === undefined ? {} : { conditions: { 'codecommit:References': references } }),
    });
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return { status: 403, message: error.message };
    throw error;
  }
}

function isExpired(world: World, expiresAt: Date | undefined): boolean {
  return expiresAt !== undefined && expiresAt.getTime() <= world.clock.now();
}

function regionsOf(world: World): string[] {
  const prefix = `codecommit/${world.account}/`;
  return [...world.states.keys()]
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
}

function scopesWith(world: World, repositoryName: string): Scope[] {
  return regionsOf(world)
    .map((region) => scopeOf(world, region))
    .filter((scope) => codeCommitState(scope).repositories.has(repositoryName));
}
