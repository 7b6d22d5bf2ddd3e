import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { AccessRequest } from '../../kernel/access-request.ts';
import { s3Arn } from '../../kernel/offers/s3.ts';
import type {
  ResourceKind,
  ResourceRequest,
  ResourceResult,
  ResourceStep,
} from '../../kernel/resource-kind.ts';
import { reserveConcurrency } from './concurrency.ts';
import { findFunction, functionArn, readReference } from './find-function.ts';
import {
  changeFunction,
  type KeptCode,
  keepCodeOf,
  keepInlineCode,
  keepZip,
  makeFunction,
  publish,
  removeFunction,
} from './manage-function.ts';
import { type Body, invalidParameter, numberIn, objectIn, textIn } from './read-input.ts';
import { lambdaState } from './state.ts';

/** `AWS::Lambda::Function`: makes the function, or changes its code and configuration. */
export async function functionResource(request: ResourceRequest): Promise<ResourceResult> {
  const { scope, properties } = request;
  const name = textIn(properties, 'FunctionName') ?? request.generatedName.slice(0, 64);
  const code = await codeOf(request);
  const known = lambdaState(scope).functions.get(name);
  const target = known ?? makeFunction(scope, { ...properties, FunctionName: name }, code);
  if (known) {
    changeFunction(scope, known, { input: whole(properties), code });
    // UpdateFunctionCode counts as a change, also when it brings the same code from another place.
    known.latest = { ...known.latest, lastModified: scope.world.clock.now() };
  }
  reserveConcurrency(scope, target, numberIn(properties, 'ReservedConcurrentExecutions'));
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
    VpcConfig: { SubnetIds: [], SecurityGroupIds: [] },
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
  if (artifactFolder === undefined) return keepCodeOf(scope, code);
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

/** `AWS::Lambda::Function`. */
export const functionKind: ResourceKind = {
  nameProperty: 'FunctionName',
  nameLimit: 64,
  make: functionResource,
  remove({ scope, ref }) {
    const target = lambdaState(scope).functions.get(ref);
    if (target !== undefined) removeFunction(scope, target, '');
  },
  isTaken: (scope, name) => lambdaState(scope).functions.has(name),
  replacing: ['FunctionName', 'PackageType'],
  permissions: {
    on: ({ scope, name }) => functionArn(scope, { name, qualifier: '' }),
    create: ['lambda:CreateFunction', 'lambda:GetFunction'],
    update: ['lambda:UpdateFunctionConfiguration', 'lambda:UpdateFunctionCode', 'lambda:GetFunction'],
    delete: ['lambda:DeleteFunction', 'lambda:GetFunction'],
    tag: ['lambda:TagResource'],
    untag: ['lambda:UntagResource'],
    properties: {
      ReservedConcurrentExecutions: {
        set: ['lambda:PutFunctionConcurrency'],
        unset: ['lambda:DeleteFunctionConcurrency'],
      },
    },
    also: passedAndRead,
  },
};

/** The role it runs as, and the zip it is made from. */
function passedAndRead({ scope, kind, properties }: ResourceStep): readonly AccessRequest[] {
  if (kind === 'delete') return [];
  const { S3Bucket: bucket, S3Key: key } = (properties['Code'] ?? {}) as {
    S3Bucket?: string;
    S3Key?: string;
  };
  return [
    {
      action: 'iam:PassRole',
      resources: String(properties['Role']),
      conditions: { 'iam:PassedToService': 'lambda.amazonaws.com' },
    },
    ...(bucket === undefined ? [] : [{ action: 's3:GetObject', resources: s3Arn(scope, bucket, key) }]),
  ];
}

/** `AWS::Lambda::Version`. */
export const versionKind: ResourceKind = {
  make: versionResource,
  remove({ scope, ref }) {
    const { name, qualifier } = readReference(ref);
    const target = lambdaState(scope).functions.get(name);
    if (target !== undefined) removeFunction(scope, target, qualifier);
  },
  replacing: ['FunctionName', 'Description', 'CodeSha256'],
  permissions: {
    on: ({ scope, properties }) => functionArn(scope, { ...functionNamed(properties), qualifier: '' }),
    create: ['lambda:PublishVersion', 'lambda:GetFunctionConfiguration', 'lambda:ListVersionsByFunction'],
    update: ['lambda:GetFunctionConfiguration'],
    delete: ['lambda:DeleteFunction', 'lambda:GetFunctionConfiguration'],
  },
};
