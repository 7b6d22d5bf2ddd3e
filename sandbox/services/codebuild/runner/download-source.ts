import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { unzipSync } from 'fflate';
import { AwsError } from '../../../kernel/errors.ts';
import { checkOut } from '../../../kernel/offers/codecommit.ts';
import { getObject, s3Arn } from '../../../kernel/offers/s3.ts';
import { arnOf, type Scope } from '../../../kernel/world.ts';
import type { ProjectSource } from '../project.ts';
import { PhaseFailure } from './phase-failure.ts';
import type { RoleCaller } from './role-caller.ts';

/** A source to fetch: which version of it, and where to. */
export interface SourceRequest {
  readonly source: ProjectSource;
  readonly version: string | undefined;
  readonly folder: string;
}

/** Fetches a source as the build's role and gives the commit, where there is one. */
export async function downloadSource(
  scope: Scope,
  caller: RoleCaller,
  request: SourceRequest,
): Promise<string | undefined> {
  const { source, version, folder } = request;
  if (source.type === 'NO_SOURCE') return undefined;
  if (source.type === 'CODECOMMIT') return await clone(scope, caller, request);
  if (source.type === 'S3' || source.type === 'CODEPIPELINE') {
    const place = source.type === 'S3' ? source.location : version;
    await unpack(scope, caller, { ...s3Address(place ?? ''), folder });
    return undefined;
  }
  throw new PhaseFailure(
    'CLIENT_ERROR',
    `The sandbox has no ${source.type}; use a source of type CODECOMMIT, S3 or NO_SOURCE`,
  );
}

/** Bucket and key of `bucket/key` or `arn:aws:s3:::bucket/key`. */
export function s3Address(place: string): { bucket: string; key: string } {
  const path = place.replace(/^arn:[^:]+:s3:::/, '');
  const slash = path.indexOf('/');
  return slash === -1
    ? { bucket: path, key: '' }
    : { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}

async function clone(scope: Scope, caller: RoleCaller, request: SourceRequest): Promise<string> {
  const { source, version, folder } = request;
  const repository = /\/v1\/repos\/([^/?#]+)\/?$/.exec(source.location ?? '')?.[1];
  if (!repository) {
    throw new PhaseFailure('CLIENT_ERROR', `${source.location} is no address of a CodeCommit repository`);
  }
  try {
    caller.require('codecommit:GitPull', arnOf(scope, 'codecommit', repository));
    return await checkOut(scope, { repository, version, folder, depth: source.gitCloneDepth });
  } catch (error) {
    throw sourceFailure(error, version);
  }
}

/** CodeBuild's sentences for a source it cannot get, as users quote them (unconfirmed). */
const SOURCE_PROBLEMS: Readonly<Record<string, string>> = {
  CommitDoesNotExistException: 'reference not found',
  RepositoryDoesNotExistException: 'repository not found',
  AccessDeniedException: 'authorization failed',
};

function sourceFailure(error: unknown, version: string | undefined): unknown {
  const problem = error instanceof AwsError ? SOURCE_PROBLEMS[error.code] : undefined;
  if (problem === undefined) return error;
  const place = version === undefined ? '' : ` and source version ${version}`;
  return new PhaseFailure('CLIENT_ERROR', `${problem} for primary source${place}`);
}

async function unpack(
  scope: Scope,
  caller: RoleCaller,
  request: { bucket: string; key: string; folder: string },
): Promise<void> {
  const { bucket, key, folder } = request;
  // The user guide's least service role has both; whether the second is asked for when no version is named is
  // unconfirmed.
  for (const action of ['s3:GetObject', 's3:GetObjectVersion'])
    caller.require(action, s3Arn(scope, bucket, key));
  const { body } = await getObject(scope, { bucket, key });
  for (const [name, bytes] of Object.entries(unzipSync(body))) {
    const path = join(folder, normalize(name));
    // A zip may name files outside of its folder; they are not wanted anywhere.
    if (!path.startsWith(folder + sep) || name.endsWith('/')) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
}
