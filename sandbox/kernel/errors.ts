/**
 * An error as an AWS service reports it. Operations throw it; the protocol that carried the request writes it
 * in its own form. Anything else that is thrown becomes a 500 InternalFailure and is printed.
 */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  /** HTTP status; 400 unless the service uses another one for this code. */
  readonly status: number;
  /** Further members of the error's shape, as the service's model has them. */
  readonly members: Readonly<Record<string, unknown>>;
  /** For services that speak the Query protocol in older clients: the code used there. */
  readonly queryCode: string | undefined;

  constructor(
    code: string,
    message: string,
    options: { status?: number; members?: Record<string, unknown>; queryCode?: string } = {},
  ) {
    super(message);
    this.code = code;
    this.status = options.status ?? 400;
    this.members = options.members ?? {};
    this.queryCode = options.queryCode;
  }
}
