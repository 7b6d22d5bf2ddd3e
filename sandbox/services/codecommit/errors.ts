import { AwsError } from '../../kernel/errors.ts';

/**
 * An error of CodeCommit. `code` is written without the `Exception` that every code of the service ends with.
 * The wording is ours where AWS's own is not known; clients go by the code.
 */
export function codeCommitError(code: string, message: string): AwsError {
  return new AwsError(`${code}Exception`, message);
}

/** Gives the text, or throws `<code>Required` when it is missing or empty. */
export function requireText(value: string | undefined, code: string, what: string): string {
  if (typeof value !== 'string' || value === '')
    throw codeCommitError(`${code}Required`, `${what} is required, and the request has none.`);
  return value;
}
