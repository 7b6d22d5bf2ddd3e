import { createHash } from 'node:crypto';
import type { Scope } from '../../kernel/world.ts';
import { functionArn } from './find-function.ts';
import { checkNetworkAccess, networkIn } from './function-network.ts';
import { type Body, invalidParameter, numberIn, objectIn, textIn } from './read-input.ts';
import type { FunctionVersion } from './state.ts';

/** The configuration as GetFunctionConfiguration and its relatives give it; everything is Active at once. */
export function describeVersion(
  scope: Scope,
  version: FunctionVersion,
  qualifier = version.version,
): Record<string, unknown> {
  const { environment, deadLetterArn, network } = version;
  const shownQualifier = qualifier === '$LATEST' ? '' : qualifier;
  return {
    FunctionName: version.functionName,
    FunctionArn: functionArn(scope, { name: version.functionName, qualifier: shownQualifier }),
    Version: version.version,
    Runtime: version.runtime,
    Handler: version.handler,
    Role: version.role,
    Description: version.description,
    Timeout: version.timeoutSeconds,
    MemorySize: version.memoryMb,
    CodeSha256: version.codeSha256,
    CodeSize: version.codeSize,
    LastModified: new Date(version.lastModified).toISOString().replace('Z', '+0000'),
    RevisionId: version.revisionId,
    Architectures: version.architectures,
    TracingConfig: { Mode: version.tracing },
    LoggingConfig: { LogFormat: 'Text', LogGroup: version.logGroup },
    PackageType: 'Zip',
    State: 'Active',
    LastUpdateStatus: 'Successful',
    ...(Object.keys(environment).length > 0 && { Environment: { Variables: environment } }),
    ...(network !== undefined && {
      VpcConfig: { SubnetIds: network.subnetIds, SecurityGroupIds: network.securityGroupIds },
    }),
    ...(deadLetterArn !== undefined && { DeadLetterConfig: { TargetArn: deadLetterArn } }),
  };
}

/** What a new function has where nothing is said (API reference, CreateFunction). */
export function newVersion(
  scope: Scope,
  name: string,
  code: { sha256: string; size: number },
): FunctionVersion {
  return {
    functionName: name,
    version: '$LATEST',
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    role: '',
    description: '',
    timeoutSeconds: 3,
    memoryMb: 128,
    environment: {},
    architectures: ['x86_64'],
    tracing: 'PassThrough',
    logGroup: `/aws/lambda/${name}`,
    deadLetterArn: undefined,
    codeSha256: code.sha256,
    codeSize: code.size,
    lastModified: scope.world.clock.now(),
    revisionId: scope.world.ids.uuid(),
  };
}

/**
 * The version with the given members changed, under a new revision; members that are absent stay. Declines
 * what Lambda declines, and runtimes other than Node.js, which the sandbox cannot run.
 */
export function changedVersion(scope: Scope, current: FunctionVersion, input: Body): FunctionVersion {
  const text = (member: string, now: string) => textIn(input, member) ?? now;
  const textWithin = (group: string, member: string) => textIn(objectIn(input, group) ?? {}, member);
  const changed: FunctionVersion = {
    ...current,
    runtime: text('Runtime', current.runtime),
    handler: text('Handler', current.handler),
    role: text('Role', current.role),
    description: text('Description', current.description),
    timeoutSeconds: numberIn(input, 'Timeout') ?? current.timeoutSeconds,
    memoryMb: numberIn(input, 'MemorySize') ?? current.memoryMb,
    environment: environmentIn(input) ?? current.environment,
    architectures: architecturesIn(input) ?? current.architectures,
    tracing: textWithin('TracingConfig', 'Mode') ?? current.tracing,
    logGroup: textWithin('LoggingConfig', 'LogGroup') ?? current.logGroup,
    // An empty text takes the dead-letter queue away.
    deadLetterArn: (textWithin('DeadLetterConfig', 'TargetArn') ?? current.deadLetterArn) || undefined,
    network: networkIn(input, current.network),
  };
  checkLimits(changed);
  checkNetworkAccess(scope, changed);
  return { ...changed, lastModified: scope.world.clock.now(), revisionId: scope.world.ids.uuid() };
}

/** Whether two versions run the same code in the same way, whatever they are called. */
export function runAlike(one: FunctionVersion, other: FunctionVersion): boolean {
  return fingerprint(one) === fingerprint(other);
}

/** The hash of a zip as AWS gives it. */
export function codeHash(zip: Uint8Array): string {
  return createHash('sha256').update(zip).digest('base64');
}

function fingerprint(version: FunctionVersion): string {
  const { version: _number, lastModified: _at, revisionId: _revision, description: _text, ...rest } = version;
  return JSON.stringify(rest);
}

function architecturesIn({ Architectures }: Body): string[] | undefined {
  return Array.isArray(Architectures) ? Architectures.map(String) : undefined;
}

function environmentIn(input: Body): Record<string, string> | undefined {
  const environment = objectIn(input, 'Environment');
  if (environment === undefined) return undefined;
  const variables = objectIn(environment, 'Variables') ?? {};
  const entries = Object.entries(variables).map(([name, value]) => {
    if (typeof value === 'object') throw invalidParameter(`The environment variable ${name} must be a text.`);
    return [name, String(value)];
  });
  const reserved = entries.find(([name]) => reservedNames.test(name ?? ''));
  if (reserved) {
    throw invalidParameter(
      'Lambda was unable to configure your environment variables because the environment variables you have ' +
        'provided contains reserved keys that are currently not supported for modification. Reserved keys used ' +
        `in this request: ${reserved[0]}`,
    );
  }
  return Object.fromEntries(entries);
}

/** AWS developer guide, "Defined runtime environment variables": the reserved ones that people try to set. */
const reservedNames =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(DEFAULT_)?REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_(FUNCTION_(NAME|MEMORY_SIZE|VERSION)|INITIALIZATION_TYPE|LOG_(GROUP|STREAM)_NAME|RUNTIME_API)|AWS_ACCESS_KEY(_ID)?|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|LAMBDA_TASK_ROOT|LAMBDA_RUNTIME_DIR)$/;

function checkLimits({ runtime, timeoutSeconds, memoryMb, deadLetterArn }: FunctionVersion): void {
  if (deadLetterArn !== undefined && deadLetterArn.split(':')[2] !== 'sqs') {
    throw invalidParameter(
      `The sandbox sends dead letters to SQS queues only, and the target is ${deadLetterArn}.`,
    );
  }
  if (!runtime.startsWith('nodejs')) {
    throw invalidParameter(
      `The sandbox runs Node.js functions only, and the runtime here is ${runtime}. Use nodejs24.x.`,
    );
  }
  if (timeoutSeconds < 1 || timeoutSeconds > 900) {
    throw invalidParameter(
      `1 validation error detected: Value '${timeoutSeconds}' at 'timeout' failed to satisfy constraint: ` +
        'Member must have value less than or equal to 900',
    );
  }
  if (memoryMb < 128 || memoryMb > 10_240) {
    throw invalidParameter(
      `'MemorySize' value failed to satisfy constraint: Member must have value between 128 and 10240, not ${memoryMb}`,
    );
  }
}
