import { AwsError } from '../../../kernel/errors.ts';
import type { Scope } from '../../../kernel/world.ts';

/** The words of CloudFormation's events for what a service answered; an error of the sandbox's own speaks for itself. */
export function failureReason(scope: Scope, type: string, error: unknown): string {
  if (!(error instanceof AwsError)) return error instanceof Error ? error.message : String(error);
  const service = type.split('::')[1] ?? type;
  const { ids } = scope.world;
  return (
    `Resource handler returned message: "${error.message} (Service: ${service}, Status Code: ${error.status}, ` +
    `Request ID: ${ids.uuid()})" (RequestToken: ${ids.uuid()}, HandlerErrorCode: ${handlerCode(error)})`
  );
}

/** The refusal of a name that something else has. */
export function alreadyExists(type: string, property: string, name: string): AwsError {
  return new AwsError(
    'AlreadyExists',
    `Resource of type '${type}' with identifier '{"/properties/${property}":"${name}"}' already exists.`,
  );
}

function handlerCode({ code, status }: AwsError): string {
  if (code.startsWith('AccessDenied')) return 'AccessDenied';
  if (/exists/i.test(code)) return 'AlreadyExists';
  if (status === 404 || /NotFound|NoSuch/.test(code)) return 'NotFound';
  return status < 500 ? 'InvalidRequest' : 'GeneralServiceException';
}
