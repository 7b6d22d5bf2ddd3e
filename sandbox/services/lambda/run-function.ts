import { appendLog } from '../../kernel/offers/logs.ts';
import type { Scope } from '../../kernel/world.ts';
import { amongConcurrent } from './concurrency.ts';
import { recordInvocation, summariseEvent } from './recent-invocations.ts';
import { recordMetrics } from './record-metrics.ts';
import { functionRunner, type RunResult } from './runner/function-runner.ts';
import { mayTrace, mayWriteLog } from './runner/function-session.ts';
import type { FunctionVersion } from './state.ts';

/** A call of a version that has been chosen and allowed. */
export interface FunctionCall {
  readonly version: FunctionVersion;
  readonly invokedFunctionArn: string;
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  readonly trigger: 'Invoke' | 'Event' | 'FunctionUrl';
}

export interface FunctionAnswer {
  /** JSON text. */
  readonly payload: string;
  readonly hasFailed: boolean;
  /** The end of the log, at most 4 KB, as Invoke gives it on request. */
  readonly logTail: string;
}

/**
 * Runs a version once, writes its log and metrics as Lambda does, and keeps the call among the recent ones. Declines
 * with TooManyRequestsException when as many run already as may run at once.
 */
export function runFunction(scope: Scope, call: FunctionCall): Promise<FunctionAnswer> {
  return amongConcurrent(scope, call.version.functionName, () => runOnce(scope, call));
}

async function runOnce(scope: Scope, call: FunctionCall): Promise<FunctionAnswer> {
  const { world } = scope;
  const { version } = call;
  const startedAt = world.clock.now();
  const isTraced = version.tracing === 'Active' && mayTrace(scope, version);
  const traceId = isTraced ? newTraceId(scope) : undefined;
  const result = await functionRunner.of(world).run({ ...call, scope, traceId });
  const durationMs = Math.max(0, world.clock.now() - startedAt - (result.initDurationMs ?? 0));
  const logTail = writeLog(scope, call, { result, startedAt, durationMs });
  recordMetrics(scope, {
    ...call,
    executedVersion: version.version,
    durationMs,
    hasFailed: result.hasFailed,
  });
  const { errorMessage } = result.hasFailed ? readError(result.payload) : {};
  recordInvocation(scope, {
    requestId: call.requestId,
    functionName: version.functionName,
    version: version.version,
    trigger: call.trigger,
    event: summariseEvent(call.payload),
    startedAt,
    durationMs,
    outcome: result.hasFailed ? (result.status ?? 'error') : 'success',
    errorMessage,
    logGroup: version.logGroup,
    logStream: result.logStream,
  });
  return { payload: result.payload, hasFailed: result.hasFailed, logTail };
}

function readError(payload: string): { errorMessage?: string } {
  try {
    const { errorMessage } = JSON.parse(payload) as { errorMessage?: unknown };
    return { errorMessage: String(errorMessage) };
  } catch {
    return { errorMessage: payload.slice(0, 1000) };
  }
}

/** `Root=1-SECONDS-24 digits;Parent=…;Sampled=1`, the form of X-Ray's header. */
function newTraceId({ world }: Scope): string {
  const seconds = Math.floor(world.clock.now() / 1000).toString(16);
  return `Root=1-${seconds}-${world.ids.hex(24)};Parent=${world.ids.hex(16)};Sampled=1`;
}

function writeLog(
  scope: Scope,
  { requestId, version }: FunctionCall,
  { result, startedAt, durationMs }: { result: RunResult; startedAt: number; durationMs: number },
): string {
  const now = scope.world.clock.now();
  const at = (message: string) => ({ timestamp: now, message });
  const lines = [
    { timestamp: startedAt, message: `START RequestId: ${requestId} Version: ${version.version}` },
    ...result.lines,
    ...(result.status === 'timeout' ? [at(timeoutLine(requestId, now, version))] : []),
    at(`END RequestId: ${requestId}`),
    at(reportLine(requestId, version, { result, durationMs })),
  ];
  if (mayWriteLog(scope, version, result.logStream))
    appendLog(scope, { group: version.logGroup, stream: result.logStream }, lines);
  return lines
    .map(({ message }) => `${message}\n`)
    .join('')
    .slice(-4096);
}

function timeoutLine(requestId: string, now: number, { timeoutSeconds }: FunctionVersion): string {
  return `${new Date(now).toISOString()} ${requestId} Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
}

/** Memory in use is not measured: the line says what the function may use. */
function reportLine(
  requestId: string,
  { memoryMb }: FunctionVersion,
  { result, durationMs }: { result: RunResult; durationMs: number },
): string {
  const { initDurationMs, status } = result;
  return [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(durationMs + (initDurationMs ?? 0))} ms`,
    `Memory Size: ${memoryMb} MB`,
    `Max Memory Used: ${memoryMb} MB`,
    ...(initDurationMs === undefined ? [] : [`Init Duration: ${initDurationMs.toFixed(2)} ms`]),
    ...(status === undefined ? [] : [`Status: ${status}`]),
  ].join('\t');
}
