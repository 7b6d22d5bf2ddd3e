import { defineState } from '../../kernel/world.ts';

/** The network of a function, as its configuration has it. */
export interface FunctionNetwork {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

/** One version of a function as it runs: its code by hash, and its configuration. `$LATEST` is one of them. */
export interface FunctionVersion {
  readonly functionName: string;
  readonly version: string;
  readonly runtime: string;
  readonly handler: string;
  /** ARN of the role the function runs as. */
  readonly role: string;
  readonly description: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly architectures: readonly string[];
  readonly tracing: string;
  readonly logGroup: string;
  readonly deadLetterArn: string | undefined;
  readonly network?: FunctionNetwork | undefined;
  /** SHA-256 of the zip, in base64 as AWS gives it. */
  readonly codeSha256: string;
  readonly codeSize: number;
  /** Epoch milliseconds. */
  readonly lastModified: number;
  readonly revisionId: string;
}

export interface Alias {
  readonly name: string;
  readonly functionVersion: string;
  readonly description: string;
  /** Share of the calls, 0 to 1, that one more version gets. */
  readonly additionalWeights: ReadonlyMap<string, number>;
  readonly revisionId: string;
}

/** A statement of a resource policy as Lambda writes it. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: '*' | Readonly<Record<string, string>>;
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** How asynchronous calls are retried and where their outcome goes. */
export interface EventInvokeConfig {
  readonly maximumRetryAttempts: number | undefined;
  readonly maximumEventAgeInSeconds: number | undefined;
  readonly onSuccess: string | undefined;
  readonly onFailure: string | undefined;
  readonly lastModified: number;
}

export interface FunctionUrl {
  readonly id: string;
  readonly authType: 'NONE' | 'AWS_IAM';
  readonly invokeMode: string;
  readonly creationTime: number;
  readonly lastModified: number;
}

/** A function. What belongs to a qualifier (version or alias) is kept by it; `''` is the function as such. */
export interface LambdaFunction {
  readonly name: string;
  latest: FunctionVersion;
  readonly published: Map<string, FunctionVersion>;
  lastVersion: number;
  readonly aliases: Map<string, Alias>;
  readonly policies: Map<string, PolicyStatement[]>;
  readonly eventInvokeConfigs: Map<string, EventInvokeConfig>;
  readonly urls: Map<string, FunctionUrl>;
  readonly tags: Map<string, string>;
  /** So many calls may run at once, and no more; as many as the account has when absent. */
  reservedConcurrency?: number | undefined;
}

/** An asynchronous call that was accepted and has not ended. */
export interface QueuedInvocation {
  readonly requestId: string;
  readonly functionName: string;
  readonly qualifier: string;
  /** JSON text. */
  readonly payload: string;
  readonly acceptedAt: number;
  attempts: number;
  /** How often it was turned away since it last ran. */
  throttles?: number;
  nextAttemptAt: number;
}

/** The functions of one account and Region, and the asynchronous calls that wait to be run. */
export const lambdaState = defineState('lambda', () => ({
  functions: new Map<string, LambdaFunction>(),
  queue: new Map<string, QueuedInvocation>(),
}));

/** Where each function URL leads; the address does not name the Region. */
export const functionUrls = defineState(
  'lambda-urls',
  () => new Map<string, { region: string; functionName: string; qualifier: string }>(),
  { global: true },
);
