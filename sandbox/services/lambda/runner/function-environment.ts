import { fileURLToPath } from 'node:url';
import { AwsError } from '../../../kernel/errors.ts';
import { issueCredentials } from '../../../kernel/offers/iam.ts';
import type { Scope } from '../../../kernel/world.ts';
import { functionArn } from '../find-function.ts';
import type { FunctionVersion } from '../state.ts';

/**
 * All of a function process's environment: what Lambda sets, the function's own variables, the credentials of
 * its role, and where the sandbox is. Nothing of the machine's environment gets in.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function functionEnvironment(
  scope: Scope,
  version: FunctionVersion,
  place: { folder: string; runtimeApi: string; logStream: string },
): Record<string, string> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentialsOf(scope, version);
  return {
    ...version.environment,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_ENDPOINT_URL: scope.world.endpoint,
    AWS_REGION: scope.region,
    AWS_DEFAULT_REGION: scope.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${version.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: version.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: version.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(version.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: version.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: place.logStream,
    AWS_LAMBDA_RUNTIME_API: place.runtimeApi,
    LAMBDA_TASK_ROOT: place.folder,
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    TZ: version.environment['TZ'] ?? 'UTC',
    _HANDLER: version.handler,
    ...clockOf(scope),
  };
}

/** Node's arguments: the memory limit, the faster clock where there is one, and the runtime client. */
export function functionCommand(scope: Scope, version: FunctionVersion): string[] {
  return [
    `--max-old-space-size=${Math.max(32, Math.floor(version.memoryMb * 0.9))}`,
    ...(scope.world.speed === 1 ? [] : ['--import', new URL('fast-clock.mjs', import.meta.url).href]),
    fileURLToPath(new URL('runtime-client.mjs', import.meta.url)),
  ];
}

/** Read by fast-clock.mjs, which takes it out of the environment again. */
function clockOf({ world }: Scope): Record<string, string> {
  if (world.speed === 1) return {};
  // The one place where machine time is read: the child has to translate its own.
  return { SANDBOX_CLOCK: [Date.now(), world.clock.now(), world.speed].join(',') };
}

function credentialsOf(scope: Scope, { role, functionName }: FunctionVersion) {
  try {
    return issueCredentials(scope, {
      roleArn: role,
      sessionName: functionName,
      caller: {
        kind: 'service',
        service: 'lambda.amazonaws.com',
        sourceArn: functionArn(scope, { name: functionName, qualifier: '' }),
      },
    });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new AwsError(
      'InvalidParameterValueException',
      `The role defined for the function cannot be assumed by Lambda. (${role}: ${error.message})`,
    );
  }
}
