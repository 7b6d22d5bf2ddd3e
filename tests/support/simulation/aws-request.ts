import type { World } from '../../../sandbox/kernel/world.ts';
import type { Failure } from './faults.ts';

export type Members = Readonly<Record<string, unknown>>;

/** An AWS call of a function on its way to the sandbox, whichever client made it. */
export interface AwsRequest {
  /** As IAM writes it: `codebuild:StartBuild`. */
  readonly operation: string;
  readonly input: Members;
  /** How often its client tries; as the SDK does when absent. */
  readonly tries?: number;
  /** Has the sandbox do it, with this input: for this role, or for the administrator when absent. */
  perform(world: World, input: Members, role?: string): Promise<AwsAnswer>;
  /** What the client gets when the call fails on its way; it may be an error that is thrown. */
  fail(failure: Failure): unknown;
  /** What the client gets when all went well and this is the output. */
  succeed(output: Members): unknown;
}

/** What the sandbox answered. */
export interface AwsAnswer {
  readonly isGood: boolean;
  /** For the trace: `ok`, or the error's name. */
  readonly said: string;
  /** What the client gets; it may be an error that is thrown. */
  give(): unknown;
}

/** An answer that the sandbox did not give. */
export function goodAnswer(request: AwsRequest, output: Members): AwsAnswer {
  return { isGood: true, said: 'ok', give: () => request.succeed(output) };
}

/** The error of a connection that broke. */
export function brokenConnection(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}
