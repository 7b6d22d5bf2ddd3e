import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { zipSync } from 'fflate';
import { putObject, s3Arn } from '../../../kernel/offers/s3.ts';
import type { BuildArtifacts } from '../build.ts';
import type { BuildRequest } from '../build-runner.ts';
import type { ProjectArtifacts } from '../project.ts';
import type { ArtifactsSpec } from './buildspec.ts';
import { s3Address } from './download-source.ts';
import { baseFolderOf, findFiles } from './find-files.ts';
import { PhaseFailure } from './phase-failure.ts';
import type { RoleCaller } from './role-caller.ts';

/** Artifacts to bring away: what the project says of the place, and the buildspec of the files. */
export interface ArtifactsWork {
  readonly settings: ProjectArtifacts;
  readonly spec: ArtifactsSpec | undefined;
  readonly sourceFolder: string;
}

/** Uploads artifacts as the build's role. `undefined` when there are none to upload. Declines with CLIENT_ERROR. */
export async function uploadArtifacts(
  request: BuildRequest,
  caller: RoleCaller,
  work: ArtifactsWork,
): Promise<BuildArtifacts | undefined> {
  const { settings, spec } = work;
  if (settings.type === 'NO_ARTIFACTS' || !spec) return undefined;
  const files = await readFiles(request, spec, work.sourceFolder);
  const { bucket, key } = destinationOf(request, settings, spec);
  const identifier = spec.identifier === undefined ? {} : { artifactIdentifier: spec.identifier };
  const location = s3Arn(request.scope, bucket, key);
  if (settings.type === 'CODEPIPELINE' || settings.packaging === 'ZIP') {
    const mtime = new Date(request.scope.world.clock.now());
    const body = zipSync(files, { mtime });
    caller.require('s3:PutObject', location);
    await putObject(request.scope, { bucket, key, body });
    return { location, ...digestsOf(body), ...identifier };
  }
  for (const [path, body] of Object.entries(files)) {
    caller.require('s3:PutObject', s3Arn(request.scope, bucket, `${key}/${path}`));
    await putObject(request.scope, { bucket, key: `${key}/${path}`, body });
  }
  return { location, ...identifier };
}

/** A pipeline names the object; a project names bucket, path, name and perhaps the build's id between them. */
function destinationOf(
  { build }: BuildRequest,
  settings: ProjectArtifacts,
  spec: ArtifactsSpec,
): { bucket: string; key: string } {
  if (settings.type === 'CODEPIPELINE') return s3Address(settings.location ?? '');
  const { bucket, key: prefix } = s3Address(settings.location ?? '');
  const own = settings.name || build.projectName;
  const name = settings.overrideArtifactName && spec.name ? spec.name : own;
  const uuid = settings.namespaceType === 'BUILD_ID' ? build.id.split(':')[1] : undefined;
  const parts = [prefix, settings.path, uuid, name].map((part) => part?.replaceAll(/^\/+|\/+$/g, ''));
  return { bucket, key: parts.filter((part) => part).join('/') };
}

async function readFiles(
  { log }: BuildRequest,
  spec: ArtifactsSpec,
  sourceFolder: string,
): Promise<Record<string, Uint8Array>> {
  log.container(`Expanding base directory path: ${spec.baseDirectory}`);
  const folder = baseFolderOf(sourceFolder, spec);
  if (folder === undefined) {
    throw new PhaseFailure('CLIENT_ERROR', `no matching base directory path found for ${spec.baseDirectory}`);
  }
  log.container('Assembling file list');
  const paths = await findFiles(folder, spec);
  if (paths.length === 0) throw new PhaseFailure('CLIENT_ERROR', 'no matching artifact paths found');
  log.container(`Found ${paths.length} file(s)`);
  const files: Record<string, Uint8Array> = {};
  for (const path of paths) {
    const name = spec.discardPaths || path.startsWith('/') ? basename(path) : join(path);
    files[name] = await readFile(resolve(folder, path));
  }
  return files;
}

function digestsOf(body: Uint8Array): { md5sum: string; sha256sum: string } {
  const digest = (algorithm: string) => createHash(algorithm).update(body).digest('hex');
  return { md5sum: digest('md5'), sha256sum: digest('sha256') };
}
