import { defineBackend, type Scope } from '../../../kernel/world.ts';
import type { FunctionVersion } from '../state.ts';

/** One call of a function version. */
export interface RunRequest {
  readonly scope: Scope;
  readonly version: FunctionVersion;
  readonly invokedFunctionArn: string;
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  /** `X-Amzn-Trace-Id`, when tracing is active. */
  readonly traceId: string | undefined;
}

export interface LoggedLine {
  readonly timestamp: number;
  readonly message: string;
}

/** How a call ended. */
export interface RunResult {
  /** JSON text: what the function returned, or the error as Lambda writes it. */
  readonly payload: string;
  readonly hasFailed: boolean;
  readonly lines: readonly LoggedLine[];
  readonly logStream: string;
  /** Present when the call had to wait for a new process. */
  readonly initDurationMs?: number;
  readonly status?: 'error' | 'timeout';
}

/** What runs functions: processes for real, or plain calls in the simulation. */
export interface FunctionRunner {
  /** Keeps a zip, so that versions with this hash can run. */
  keepCode(codeSha256: string, zip: Uint8Array): Promise<void>;
  /** Runs one call to its end. A failing function is a result; it rejects only when no call could be made. */
  run(request: RunRequest): Promise<RunResult>;
  /** Ends everything that runs. */
  close(): Promise<void>;
}

export const functionRunner = defineBackend<FunctionRunner>('lambda-function-runner');

/** The error of a function as Lambda writes it into the payload. */
export function errorPayload(errorType: string, errorMessage: string, trace?: readonly string[]): string {
  return JSON.stringify({ errorType, errorMessage, ...(trace && { trace }) });
}
