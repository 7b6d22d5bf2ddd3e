import { basename } from 'node:path';
import { zipSync } from 'fflate';
import { AwsError } from '../../kernel/errors.ts';
import { getObject } from '../../kernel/offers/s3.ts';
import type { Scope } from '../../kernel/world.ts';
import { functionArn } from './find-function.ts';
import { changedVersion, codeHash, newVersion, runAlike } from './function-configuration.ts';
import { type Body, invalidParameter, textIn } from './read-input.ts';
import { functionRunner } from './runner/function-runner.ts';
import { type FunctionVersion, functionUrls, type LambdaFunction, lambdaState } from './state.ts';

/** Code that the runner has: its hash and its size. */
export interface KeptCode {
  readonly sha256: string;
  readonly size: number;
}

/** Takes the code of a request (`ZipFile` in base64, or an object in S3) and has the runner keep it. */
export async function keepCodeOf(scope: Scope, code: Body): Promise<KeptCode> {
  const zipFile = textIn(code, 'ZipFile');
  const bucket = textIn(code, 'S3Bucket');
  const key = textIn(code, 'S3Key');
  if (zipFile !== undefined) return keepZip(scope, Buffer.from(zipFile, 'base64'));
  if (bucket === undefined || key === undefined)
    throw invalidParameter('Please provide a source for function code.');
  try {
    return await keepZip(scope, (await getObject(scope, { bucket, key })).body);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter(
      `Error occurred while GetObject. S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`,
    );
  }
}

/** Has the runner keep a zip. */
export async function keepZip(scope: Scope, zip: Uint8Array): Promise<KeptCode> {
  const sha256 = codeHash(zip);
  await functionRunner.of(scope.world).keepCode(sha256, zip);
  return { sha256, size: zip.byteLength };
}

/** Has the runner keep code that is written out in a template, as the module `index`. */
export function keepInlineCode(scope: Scope, source: string): Promise<KeptCode> {
  // A fixed date: the same source gives the same hash each time.
  return keepZip(scope, zipSync({ 'index.js': [Buffer.from(source), { mtime: '2020-01-01' }] }));
}

/** Makes a function, or refuses as CreateFunction does. */
export function makeFunction(scope: Scope, input: Body, code: KeptCode): LambdaFunction {
  const name = basename(textIn(input, 'FunctionName') ?? '');
  const { functions } = lambdaState(scope);
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name)) {
    throw invalidParameter(
      `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: ` +
        'Member must satisfy regular expression pattern: [a-zA-Z0-9-_]{1,64}',
    );
  }
  if (functions.has(name)) {
    throw new AwsError('ResourceConflictException', `Function already exist: ${name}`, { status: 409 });
  }
  if (!textIn(input, 'Role')) throw invalidParameter('The function needs a Role.');
  const made: LambdaFunction = {
    name,
    latest: changedVersion(scope, newVersion(scope, name, code), input),
    published: new Map(),
    lastVersion: 0,
    aliases: new Map(),
    policies: new Map(),
    eventInvokeConfigs: new Map(),
    urls: new Map(),
    tags: new Map(),
  };
  functions.set(name, made);
  return made;
}

/** Changes code and configuration of `$LATEST`; it keeps its revision when nothing differs. */
export function changeFunction(
  scope: Scope,
  target: LambdaFunction,
  change: { input?: Body; code?: KeptCode },
): void {
  const { latest } = target;
  const { code } = change;
  const withCode = code ? { ...latest, codeSha256: code.sha256, codeSize: code.size } : latest;
  const changed = changedVersion(scope, withCode, change.input ?? {});
  if (!runAlike(latest, changed) || latest.description !== changed.description) target.latest = changed;
}

/**
 * Publishes `$LATEST` under the next number. The last published version is given again when it would be the
 * same (facts: PublishVersion).
 */
export function publish(scope: Scope, target: LambdaFunction, description?: string): FunctionVersion {
  const last = target.published.get(String(target.lastVersion));
  if (last !== undefined && runAlike(last, target.latest)) return last;
  target.lastVersion += 1;
  const version: FunctionVersion = {
    ...target.latest,
    version: String(target.lastVersion),
    description: description ?? target.latest.description,
    lastModified: scope.world.clock.now(),
    revisionId: scope.world.ids.uuid(),
  };
  target.published.set(version.version, version);
  return version;
}

/** Deletes a function and all that belongs to it, or one version; a version that an alias uses stays. */
export function removeFunction(scope: Scope, target: LambdaFunction, qualifier: string): void {
  if (qualifier === '') {
    for (const { id } of target.urls.values()) functionUrls(scope).delete(id);
    lambdaState(scope).functions.delete(target.name);
    return;
  }
  const users = [...target.aliases.values()].filter(
    (alias) => alias.functionVersion === qualifier || alias.additionalWeights.has(qualifier),
  );
  if (users.length > 0) {
    const arn = functionArn(scope, { name: target.name, qualifier });
    const names = users.map(({ name }) => name).join(', ');
    throw new AwsError(
      'ResourceConflictException',
      `Version ${qualifier} of ${arn} cannot be deleted because these aliases use it: ${names}`,
      { status: 409 },
    );
  }
  target.published.delete(qualifier);
}

/** For the RevisionId and CodeSha256 that a caller gives as a guard. */
export function checkGuards(input: Body, version: FunctionVersion): void {
  const revisionId = textIn(input, 'RevisionId');
  if (revisionId !== undefined && revisionId !== version.revisionId) throw revisionMismatch();
  const sha256 = textIn(input, 'CodeSha256');
  if (sha256 !== undefined && sha256 !== version.codeSha256) {
    throw invalidParameter(
      `CodeSHA256 (${sha256}) is different from current CodeSHA256 in $LATEST (${version.codeSha256}). ` +
        'Please try again with the CodeSHA256 in $LATEST.',
    );
  }
}

/** Someone else has changed the thing since the caller read it. */
export function revisionMismatch(): AwsError {
  return new AwsError(
    'PreconditionFailedException',
    'The RevisionId provided does not match the latest RevisionId. Call the GetFunction/GetAlias API to ' +
      'retrieve the latest RevisionId',
    { status: 412 },
  );
}
