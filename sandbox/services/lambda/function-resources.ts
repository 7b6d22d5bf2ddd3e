import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ResourceRequest, ResourceResult } from '../../kernel/service.ts';
import { findFunction, functionArn, readReference } from './find-function.ts';
import {
  changeFunction,
  type KeptCode,
  keepInlineCode,
  keepZip,
  makeFunction,
  publish,
} from './manage-function.ts';
import { type Body, invalidParameter, objectIn, textIn } from './read-input.ts';
import { lambdaState } from './state.ts';

/** `AWS::Lambda::Function`: makes the function, or changes its code and configuration. */
export async function functionResource(request: ResourceRequest): Promise<ResourceResult> {
  const { scope, properties } = request;
  const name = textIn(properties, 'FunctionName') ?? request.generatedName.slice(0, 64);
  const code = await codeOf(request);
  const known = lambdaState(scope).functions.get(name);
  const target = known ?? makeFunction(scope, { ...properties, FunctionName: name }, code);
  if (known) changeFunction(scope, known, { input: whole(properties), code });
  const tags = properties['Tags'];
  target.tags.clear();
  if (Array.isArray(tags)) for (const { Key, Value } of tags) target.tags.set(String(Key), String(Value));
  return { ref: name, attributes: { Arn: functionArn(scope, { name, qualifier: '' }) } };
}

/** `AWS::Lambda::Version`: publishes what `$LATEST` is by now. */
export function versionResource({ scope, properties }: ResourceRequest): ResourceResult {
  const { name } = functionNamed(properties);
  const target = findFunction(scope, { name, qualifier: '' });
  const { version } = publish(scope, target, textIn(properties, 'Description'));
  const arn = functionArn(scope, { name, qualifier: version });
  return { ref: arn, attributes: { Version: version, FunctionArn: arn } };
}

/** The function (and qualifier) that a resource's `FunctionName` names, by name or ARN. */
export function functionNamed(properties: Body, member = 'FunctionName') {
  const text = textIn(properties, member);
  if (text === undefined)
    throw invalidParameter(`The resource does not say which function it is for: ${member}.`);
  return readReference(text);
}

/** In a template, what is left out is at its default; the API would leave it as it is. */
function whole(properties: Body): Body {
  return {
    Description: '',
    Environment: { Variables: {} },
    Timeout: 3,
    MemorySize: 128,
    TracingConfig: { Mode: 'PassThrough' },
    DeadLetterConfig: { TargetArn: '' },
    ...properties,
  };
}

async function codeOf({ scope, properties, artifactFolder, logicalId }: ResourceRequest): Promise<KeptCode> {
  const code = objectIn(properties, 'Code') ?? {};
  const source = textIn(code, 'ZipFile');
  if (source !== undefined) return keepInlineCode(scope, source);
  const key = textIn(code, 'S3Key');
  if (key === undefined) {
    throw invalidParameter(`The function ${logicalId} has no code: give Code.S3Key or Code.ZipFile.`);
  }
  return keepZip(scope, await readArtifact(join(artifactFolder, basename(key)), logicalId));
}

async function readArtifact(file: string, logicalId: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new Error(
      `The code of the function ${logicalId} cannot be read from ${file}. Package the stack first.`,
      {
        cause: error,
      },
    );
  }
}
