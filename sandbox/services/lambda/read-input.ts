import { AwsError } from '../../kernel/errors.ts';
import type { CallContext, RestInput } from '../../kernel/service.ts';
import { type FunctionReference, functionArn, readReference } from './find-function.ts';

/** Members of a JSON body; what each one must be is checked where it is used. */
export type Body = Readonly<Record<string, unknown>>;

/** The JSON object in the body, `{}` when there is none, or Lambda's error for a body that cannot be read. */
export function bodyOf({ body }: RestInput): Body {
  if (body.byteLength === 0) return {};
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    if (typeof value === 'object' && value !== null) return value as Body;
  } catch {
    // Falls through to the error that Lambda gives for both.
  }
  throw new AwsError('InvalidRequestContentException', 'Could not parse request body into json');
}

/** The function that the path names, with the qualifier of the path or of the query. */
export function referenceOf({ parameters, query }: RestInput): FunctionReference {
  return readReference(parameters['FunctionName'] ?? '', query['Qualifier']);
}

/** For IAM: the ARN of the function that the path names, with its qualifier. */
export function functionResource(input: RestInput, context: CallContext): string {
  return functionArn(context, referenceOf(input));
}

/** For IAM: the ARN of the function that the path names, without a qualifier. */
export function wholeFunctionResource(input: RestInput, context: CallContext): string {
  return functionArn(context, { name: referenceOf(input).name, qualifier: '' });
}

/** The text, or nothing when the member is absent; InvalidParameterValueException for anything else. */
export function textIn(body: Body, member: string): string | undefined {
  const value = body[member];
  if (value === undefined || value === null || typeof value === 'string') return value ?? undefined;
  throw invalidParameter(`${member} must be a text.`);
}

/** The number, or nothing; a number written as text is taken, as CloudFormation's templates have them. */
export function numberIn(body: Body, member: string): number | undefined {
  const value = body[member];
  if (value === undefined || value === null) return undefined;
  const number = Number(value);
  if (Number.isNaN(number)) throw invalidParameter(`${member} must be a number.`);
  return number;
}

/** The object, or nothing. */
export function objectIn(body: Body, member: string): Body | undefined {
  const value = body[member];
  return typeof value === 'object' && value !== null ? (value as Body) : undefined;
}

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
