import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getObject, s3Arn } from '../../../kernel/offers/s3.ts';
import type { Scope } from '../../../kernel/world.ts';
import type { BuildLog } from '../build-log.ts';
import type { Buildspec } from './buildspec.ts';
import { s3Address } from './download-source.ts';
import { parseBuildspec } from './parse-buildspec.ts';
import { PhaseFailure } from './phase-failure.ts';
import type { RoleCaller } from './role-caller.ts';

/**
 * Finds and reads the buildspec: the text itself, an S3 ARN, or a path in the source (`buildspec.yml` when the
 * project names none). Declines with YAML_FILE_ERROR.
 */
export async function loadBuildspec(
  scope: Scope,
  place: { written: string | undefined; sourceFolder: string; caller: RoleCaller; log: BuildLog },
): Promise<Buildspec> {
  const { written, sourceFolder, caller, log } = place;
  if (written?.includes('\n')) return parseBuildspec(written);
  if (written?.startsWith('arn:')) {
    const address = s3Address(written);
    caller.require('s3:GetObject', s3Arn(scope, address.bucket, address.key));
    const { body } = await getObject(scope, address);
    return parseBuildspec(Buffer.from(body).toString('utf8'));
  }
  const path = join(sourceFolder, written || 'buildspec.yml');
  log.container(`YAML location is ${path}`);
  return parseBuildspec(await read(path));
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new PhaseFailure('YAML_FILE_ERROR', `stat ${path}: no such file or directory`);
  }
}
