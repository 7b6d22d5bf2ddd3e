import type { Scope, World } from '../../../kernel/world.ts';
import { codeFolder, keepCode } from '../code-store.ts';
import type { FunctionVersion } from '../state.ts';
import { functionCommand, functionEnvironment } from './function-environment.ts';
import { type FunctionProcess, startFunctionProcess } from './function-process.ts';
import type { FunctionRunner, RunRequest, RunResult } from './function-runner.ts';
import { type RuntimeApi, startRuntimeApi } from './runtime-api.ts';

/** Lambda keeps an idle environment for some minutes; here memory is shared with the visitor's other work. */
const idleLimitMs = 10 * 60_000;
/** A version runs at most this many calls at a time; more wait. AWS would start a thousand. */
const processesPerVersion = 8;
/** Every call may take this long in machine time, however fast the clock: work does not get faster with it. */
const leastTimeoutMs = 20_000;

const neverEnding = new Promise<never>(() => undefined);

interface Pool {
  readonly idle: { process: FunctionProcess; stopReaping: () => void }[];
  readonly waiting: (() => void)[];
  running: number;
}

/** Runs functions as Node processes from their unpacked code, one process for each call at a time. */
export function processRunner(world: World): FunctionRunner {
  const pools = new Map<string, Pool>();
  const processes = new Set<FunctionProcess>();
  let api: Promise<RuntimeApi> | undefined;
  let isClosed = false;
  return {
    keepCode: (codeSha256, zip) => keepCode(world.folder, codeSha256, zip),
    async run(request) {
      if (isClosed) return neverEnding;
      const pool = poolOf(pools, request);
      await takeTurn(pool);
      try {
        api ??= startRuntimeApi();
        const used = pool.idle.pop();
        used?.stopReaping();
        const process = used?.process ?? startProcess(request, await api);
        processes.add(process);
        const result = await runIn(process, request, used === undefined);
        // What the stop of the sandbox has cut off is no failure of the function: after a restart it is run again.
        if (isClosed) return await neverEnding;
        if (result.isOver) processes.delete(process);
        else keepIdle(world, pool, { process, processes });
        return result.result;
      } finally {
        endTurn(pool);
      }
    },
    async close() {
      isClosed = true;
      for (const pool of pools.values()) for (const { stopReaping } of pool.idle) stopReaping();
      for (const process of processes) process.kill();
      await (await api)?.close();
    },
  };
}

/** A change of code or configuration makes a new pool; the processes of the old one are ended when idle. */
function poolOf(pools: Map<string, Pool>, { scope, version }: RunRequest): Pool {
  const key = [scope.account, scope.region, version.functionName, version.version, version.revisionId].join(
    '/',
  );
  const pool = pools.get(key) ?? { idle: [], waiting: [], running: 0 };
  pools.set(key, pool);
  return pool;
}

async function takeTurn(pool: Pool): Promise<void> {
  if (pool.running >= processesPerVersion) await new Promise<void>((resolve) => pool.waiting.push(resolve));
  else pool.running += 1;
}

/** Whoever waits takes the turn over, so that the count of running calls stays the same. */
function endTurn(pool: Pool): void {
  const next = pool.waiting.shift();
  if (next) next();
  else pool.running -= 1;
}

function keepIdle(
  { clock }: World,
  pool: Pool,
  { process, processes }: { process: FunctionProcess; processes: Set<FunctionProcess> },
): void {
  const entry = {
    process,
    stopReaping: clock.after(idleLimitMs, () => {
      pool.idle.splice(pool.idle.indexOf(entry), 1);
      processes.delete(process);
      process.kill();
    }),
  };
  pool.idle.push(entry);
}

function startProcess({ scope, version }: RunRequest, api: RuntimeApi): FunctionProcess {
  const { world } = scope;
  const id = world.ids.hex(16);
  const folder = codeFolder(world.folder, version.codeSha256);
  const logStream = logStreamName(scope, version);
  return startFunctionProcess({
    id,
    clock: world.clock,
    api,
    folder,
    logStream,
    command: functionCommand(scope, version),
    environment: functionEnvironment(scope, version, {
      folder,
      logStream,
      runtimeApi: api.addressFor(id),
    }),
  });
}

function logStreamName({ world }: Scope, { version }: FunctionVersion): string {
  const day = new Date(world.clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[${version}]${world.ids.hex(32)}`;
}

async function runIn(
  process: FunctionProcess,
  request: RunRequest,
  isNew: boolean,
): Promise<{ result: RunResult; isOver: boolean }> {
  const { world } = request.scope;
  const { timeoutSeconds } = request.version;
  const startedAt = world.clock.now();
  await process.initialised;
  const initDurationMs = world.clock.now() - startedAt;
  const timeoutMs = Math.max(
    timeoutSeconds * 1000,
    Math.min(timeoutSeconds * 1000, leastTimeoutMs) * world.speed,
  );
  const { isOver, ...outcome } = await process.run(
    {
      requestId: request.requestId,
      payload: request.payload,
      invokedFunctionArn: request.invokedFunctionArn,
      traceId: request.traceId,
      deadlineMs: world.clock.now() + timeoutMs,
    },
    { timeoutMs, timeoutSeconds },
  );
  const result = { ...outcome, logStream: process.logStream, ...(isNew && { initDurationMs }) };
  return { result, isOver };
}
