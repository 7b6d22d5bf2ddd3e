import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { realClock } from '../../../sandbox/kernel/clock.ts';
import { createWorld } from '../../../sandbox/kernel/create-world.ts';
import { idsFrom } from '../../../sandbox/kernel/ids.ts';
import type { GitAnswer } from '../../../sandbox/services/codecommit/git/git-in-process.ts';
import { services } from '../../../sandbox/services/index.ts';
import type { Config } from '../../../shared/config/schema.ts';
import type { System } from '../../../shared/core/ports.ts';
import type { Call, Handled } from '../../../shared/runtime/event-handler.ts';
import { exchangeInProcess } from '../git/exchange-in-process.ts';
import { inProcessClientConfig } from '../in-process.ts';
import { assembleFunction } from './assemble-function.ts';
import type { AwsRequest } from './aws-request.ts';
import type { ProgramName } from './function-files.ts';
import { gitRequest } from './git-request.ts';
import type { Programs } from './programs.ts';
import { type SdkRequest, sdkRequest } from './sdk-request.ts';
import { simulatedBucket } from './simulated-bucket.ts';
import { bucketName, tableName } from './simulated-world.ts';

/** One call of a function, seen from the process that runs it: where its AWS calls go, and its machine. */
export interface Caller extends System {
  call(request: AwsRequest): Promise<unknown>;
  pause(ms: number): Promise<void>;
}

/** What a process is started with. */
export interface ProcessParts {
  readonly config: Config;
  readonly programs: Programs;
}

/**
 * A function process: the real function with its own SDK clients. It runs one event at a time, for `caller`; that
 * the same process serves one run of the simulation after the other changes nothing that a run can see, but saves
 * half of its time.
 */
export interface FunctionProcess extends ProcessParts {
  readonly name: ProgramName;
  handle(event: unknown, call: Call): Promise<Handled>;
  caller: Caller | undefined;
}

/** Starts a process. Its clients are not signed and do not retry by themselves; the caller does. */
export function startProcess(name: ProgramName, { config, programs }: ProcessParts): FunctionProcess {
  const callerOf = (): Caller => {
    if (process.caller === undefined)
      throw new Error('A function called AWS while it had no event to handle');
    return process.caller;
  };
  const settings = {
    ...inProcessClientConfig(nowhere, { signed: false }),
    requestHandler: {
      handle: (request: SdkRequest) => callerOf().call(sdkRequest(request)),
      take: (request: AwsRequest) => callerOf().call(request),
    },
  };
  const system: System = {
    clock: { now: () => callerOf().clock.now() },
    newRunId: () => callerOf().newRunId(),
  };
  const exchange = exchangeInProcess(
    // What `gitRequest` gives is what git answered.
    async (request) => (await callerOf().call(gitRequest(request))) as GitAnswer,
  );
  const bucket = simulatedBucket(bucketName, (request) => callerOf().call(request));
  const pause = () => callerOf().pause(5_000);
  const process: FunctionProcess = {
    name,
    config,
    programs,
    handle: assembleFunction(name, { programs, config, system, settings, pause, exchange, bucket }),
    caller: undefined,
  };
  return process;
}

const nowhere = createWorld({
  services,
  adminSecret: 'test',
  clock: realClock(),
  ids: idsFrom(() => '', Math.random),
  folder: '/nowhere',
});

let readiness: Promise<unknown> | undefined;

/**
 * Lets the SDK do once what it does with real files and time: it looks for configuration files at its first call.
 * Later clients find it done, and work without waiting for anything real.
 */
export function prepareClients(): Promise<unknown> {
  readiness ??= new DynamoDBClient({
    ...inProcessClientConfig(nowhere, { signed: false }),
    requestHandler: {
      handle: async (request: SdkRequest) => sdkRequest(request).succeed({}) as never,
      take: async () => ({}),
    },
  }).send(new GetItemCommand({ TableName: tableName, Key: { pk: { S: '' }, sk: { S: '' } } }));
  return readiness;
}
