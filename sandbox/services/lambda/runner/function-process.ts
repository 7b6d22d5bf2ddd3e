import { type ChildProcess, spawn } from 'node:child_process';
import type { Clock } from '../../../kernel/clock.ts';
import { errorPayload, type LoggedLine } from './function-runner.ts';
import { type LineReader, readLines } from './read-lines.ts';
import type { RuntimeApi, RuntimeCall } from './runtime-api.ts';

/** How one call in a process ended. `isOver` says that the process is of no more use. */
export interface CallOutcome {
  readonly payload: string;
  readonly hasFailed: boolean;
  readonly status?: 'error' | 'timeout';
  readonly lines: readonly LoggedLine[];
  readonly isOver: boolean;
}

type Ending = Omit<CallOutcome, 'lines'>;

/** How long a process may take to load its code, in machine time. AWS gives ten seconds; a busy laptop needs more. */
const initLimitMs = 60_000;

/** One Node process that runs one version of a function, one call at a time. */
export interface FunctionProcess {
  readonly logStream: string;
  /** Resolves when the process asks for its first call, or has ended instead. */
  readonly initialised: Promise<void>;
  /** Runs one call. `timeoutMs` of sandbox time after it has begun the process is killed. */
  run(call: RuntimeCall, limit: { timeoutMs: number; timeoutSeconds: number }): Promise<CallOutcome>;
  kill(): void;
}

/** Starts the process; `command` is Node's arguments, and `environment` all of its environment. */
export function startFunctionProcess(how: {
  readonly id: string;
  readonly clock: Clock;
  readonly api: RuntimeApi;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly logStream: string;
}): FunctionProcess {
  const child = spawn(process.execPath, how.command, {
    cwd: how.folder,
    env: how.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = [child.stdout, child.stderr].map((stream) => readLines(stream, how.clock));
  const state = followProcess(child, how.id, how.api);
  const initTimer = setTimeout(() => child.kill('SIGKILL'), initLimitMs);
  void state.initialised.then(() => clearTimeout(initTimer));
  return {
    logStream: how.logStream,
    initialised: state.initialised,
    async run(call, { timeoutMs, timeoutSeconds }) {
      const ending = await new Promise<Ending>((resolve) => {
        const cancel = how.clock.after(timeoutMs, () => resolve(timedOut(call, timeoutSeconds)));
        state.begin(call, (result) => {
          cancel();
          resolve(result);
        });
      });
      if (ending.isOver) child.kill('SIGKILL');
      const lines = await takeLines(output, call.requestId);
      return { ...ending, lines };
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

/** Keeps what the process said last: that it is ready, how its call ended, or that it has gone. */
function followProcess(child: ChildProcess, id: string, api: RuntimeApi) {
  let send: ((call: RuntimeCall) => void) | undefined;
  let current: { call: RuntimeCall; end: (ending: Ending) => void; isSent: boolean } | undefined;
  let over: { payload: string } | undefined;
  const { promise: initialised, resolve: initialisationIsOver } = Promise.withResolvers<void>();
  const settle = (ending: Ending) => {
    const ended = current;
    current = undefined;
    ended?.end(ending);
  };
  // A process that is used again may ask for its next call before or after there is one.
  const sendIfReady = () => {
    if (!send || !current || current.isSent) return;
    current.isSent = true;
    const answer = send;
    send = undefined;
    answer(current.call);
  };
  const isOver = (payload: string) => {
    over ??= { payload };
    initialisationIsOver();
    if (current) settle({ payload: over.payload, hasFailed: true, status: 'error', isOver: true });
  };
  api.listen(id, {
    ready(answer) {
      send = answer;
      initialisationIsOver();
      sendIfReady();
    },
    ended(requestId, hasFailed, payload) {
      if (current?.call.requestId !== requestId) return;
      settle({ payload, hasFailed, isOver: false, ...(hasFailed && { status: 'error' as const }) });
    },
    initFailed: isOver,
  });
  child.once('error', (error) => isOver(errorPayload('Runtime.ExitError', String(error))));
  child.once('exit', (code, signal) => {
    api.forget(id);
    isOver(exitPayload(current?.call.requestId, code, signal));
  });
  return {
    initialised,
    begin(call: RuntimeCall, end: (ending: Ending) => void) {
      current = { call, end, isSent: false };
      if (over) isOver(over.payload);
      else sendIfReady();
    },
  };
}

async function takeLines(output: readonly LineReader[], requestId: string): Promise<LoggedLine[]> {
  const lines = await Promise.all(output.map((reader) => reader.take(requestId)));
  return lines.flat().sort((a, b) => a.timestamp - b.timestamp);
}

function timedOut({ requestId }: RuntimeCall, seconds: number): Ending {
  const message = `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`;
  return {
    payload: errorPayload('Sandbox.Timedout', message),
    hasFailed: true,
    status: 'timeout',
    isOver: true,
  };
}

function exitPayload(requestId: string | undefined, code: number | null, signal: string | null): string {
  const how =
    code === 0
      ? 'Runtime exited without providing a reason'
      : `Runtime exited with error: ${code === null ? `signal: ${signal}` : `exit status ${code}`}`;
  return errorPayload('Runtime.ExitError', `${requestId ? `RequestId: ${requestId} ` : ''}Error: ${how}`);
}
