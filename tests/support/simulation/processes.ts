import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { realClock } from '../../../sandbox/kernel/clock.ts';
import { idsFrom } from '../../../sandbox/kernel/ids.ts';
import { createWorld } from '../../../sandbox/kernel/world.ts';
import type { Config } from '../../../shared/config/schema.ts';
import type { System } from '../../../shared/core/ports.ts';
import type { Handled } from '../../../shared/runtime/event-handler.ts';
import { inProcessClientConfig } from '../in-process.ts';
import { assembleFunction } from './assemble-function.ts';
import type { AwsRequest } from './aws-request.ts';
import type { FunctionName } from './function-files.ts';
import { type SdkRequest, sdkRequest } from './sdk-request.ts';
import { tableName } from './simulated-world.ts';

/** One call of a function, seen from the process that runs it: where its AWS calls go, and its machine. */
export interface Caller extends System {
  call(request: AwsRequest): Promise<unknown>;
}

/**
 * A function process: the real function with its own SDK clients. It runs one event at a time, for `caller`; that
 * the same process serves one run of the simulation after the other changes nothing that a run can see, but saves
 * half of its time.
 */
export interface FunctionProcess {
  readonly name: FunctionName;
  readonly config: Config;
  handle(event: unknown): Promise<Handled>;
  caller: Caller | undefined;
}

/** Starts a process. Its clients are not signed and do not retry by themselves; the caller does. */
export function startProcess(name: FunctionName, config: Config): FunctionProcess {
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
  const process: FunctionProcess = {
    name,
    config,
    handle: assembleFunction(name, { config, system, settings }),
    caller: undefined,
  };
  return process;
}

const nowhere = createWorld({ clock: realClock(), ids: idsFrom(() => '', Math.random), folder: '/nowhere' });

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
