import { AwsError } from '../../../kernel/errors.ts';
import type { PhaseContext } from '../build.ts';

/** What ends a phase as FAILED: the status code and message of its context. */
export class PhaseFailure extends Error {
  override readonly name = 'PhaseFailure';
  readonly statusCode: string;

  constructor(statusCode: string, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

/** The context of a failure; an AWS error that a build's role met is a CLIENT_ERROR. Anything else is a defect. */
export function contextOfFailure(error: unknown): PhaseContext {
  if (error instanceof PhaseFailure) return { statusCode: error.statusCode, message: error.message };
  if (error instanceof AwsError) {
    return { statusCode: 'CLIENT_ERROR', message: `${error.code}: ${error.message}` };
  }
  throw error;
}
