import { AwsError } from '../../kernel/errors.ts';

/** Why a delivery failed, as EventBridge sorts it; a final one is not tried again. */
export interface DeliveryFailure {
  /** A value of the dead letter's ERROR_CODE (EventBridge user guide, "dead-letter queue message attributes"). */
  readonly code: string;
  readonly message: string;
  readonly isFinal: boolean;
}

/** The delivery cannot be made into what the target takes. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/**
 * Sorts what a target threw. Missing permissions, missing targets and inputs that the target cannot take are not
 * tried again (user guide, "retry policy"); everything else is.
 */
export function failureOf(error: unknown): DeliveryFailure {
  if (error instanceof InputError) return { code: 'INVALID_JSON', message: error.message, isFinal: true };
  if (!(error instanceof AwsError)) {
    console.error('A delivery failed in the sandbox itself', error);
    return { code: 'INTERNAL_ERROR', message: String(error), isFinal: false };
  }
  return { ...sort(error), message: `${error.code}: ${error.message}` };
}

function sort(error: AwsError): { code: string; isFinal: boolean } {
  if (/^AccessDenied|NotAuthorized/.test(error.code)) return { code: 'NO_PERMISSIONS', isFinal: true };
  if (/NotFound|DoesNotExist|NonExistent/.test(error.code)) return { code: 'NO_RESOURCE', isFinal: true };
  if (/Throttl|TooManyRequests|LimitExceeded/.test(error.code)) return { code: 'THROTTLING', isFinal: false };
  if (error.status >= 500) return { code: 'ERROR_FROM_TARGET', isFinal: false };
  return { code: 'INVALID_PARAMETER', isFinal: true };
}
