import { defineOffer } from '../offer.ts';
import type { Principal } from '../world.ts';

/** An asynchronous call by another service of the sandbox. */
export interface AsyncInvocation {
  /** ARN of the function, or of a version or alias of it. */
  readonly functionArn: string;
  /** The event as a value; it is written as JSON. */
  readonly payload: unknown;
  /** For a service the function's own policy decides, for a role its policies. */
  readonly caller: Principal;
}

/** Accepted, and will be run with retries; or an `AwsError`: no such function, or `caller` may not. */
export const invokeAsync = defineOffer<[invocation: AsyncInvocation], { requestId: string }>(
  'lambda.invokeAsync',
);
