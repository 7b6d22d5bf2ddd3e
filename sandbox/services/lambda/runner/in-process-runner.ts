import { errorPayload, type FunctionRunner, type RunRequest, type RunResult } from './function-runner.ts';

/** What a handler gets as its context, as far as handlers use it. */
export interface InProcessContext {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly awsRequestId: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  callbackWaitsForEmptyEventLoop: boolean;
  getRemainingTimeInMillis(): number;
}

export type InProcessHandler = (event: unknown, context: InProcessContext) => unknown;

/**
 * Runs functions as plain calls in this process, for the simulation: `handlers` by function name. There is no
 * time-out and no log but what the sandbox writes itself; a function without a handler fails as a missing module
 * does.
 */
export function inProcessRunner(handlers: ReadonlyMap<string, InProcessHandler>): FunctionRunner {
  return {
    keepCode: async () => undefined,
    run: (request) => run(handlers, request),
    close: async () => undefined,
  };
}

async function run(handlers: ReadonlyMap<string, InProcessHandler>, request: RunRequest): Promise<RunResult> {
  const { functionName, version } = request.version;
  const logStream = `in-process/[${version}]`;
  const handler = handlers.get(functionName);
  if (handler === undefined) {
    const payload = errorPayload(
      'Runtime.ImportModuleError',
      `Error: No handler is registered for the function ${functionName}`,
    );
    return { payload, hasFailed: true, status: 'error', lines: [], logStream };
  }
  try {
    const answer = await handler(JSON.parse(request.payload), contextOf(request, logStream));
    return { payload: JSON.stringify(answer) ?? 'null', hasFailed: false, lines: [], logStream };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: typeof error, message: String(error) };
    return { payload: errorPayload(name, message), hasFailed: true, status: 'error', lines: [], logStream };
  }
}

function contextOf(request: RunRequest, logStream: string): InProcessContext {
  const { version, scope } = request;
  const deadline = scope.world.clock.now() + version.timeoutSeconds * 1000;
  return {
    functionName: version.functionName,
    functionVersion: version.version,
    invokedFunctionArn: request.invokedFunctionArn,
    memoryLimitInMB: String(version.memoryMb),
    awsRequestId: request.requestId,
    logGroupName: version.logGroup,
    logStreamName: logStream,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - scope.world.clock.now()),
  };
}
