import { signGit } from './git-signature.ts';

/** What a git client needs to reach one repository. */
export interface GitCredentialRequest {
  /** The repository's address, for example `http://127.0.0.1:4566/v1/repos/shop`. */
  readonly url: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly now: Date;
}

/**
 * User name and password for one repository, as the AWS CLI's credential helper makes them. They are for this
 * host and this path only.
 */
export function gitCredential(request: GitCredentialRequest): { username: string; password: string } {
  const { accessKeyId, secretAccessKey, sessionToken, region } = request;
  const { hostname, pathname } = new URL(request.url);
  const signedAt = request.now.toISOString().replace(/[-:]/g, '').slice(0, 15);
  const signature = signGit({ secretAccessKey, signedAt }, { host: hostname, path: pathname, region });
  return {
    username: sessionToken === undefined ? accessKeyId : `${accessKeyId}%${sessionToken}`,
    password: `${signedAt}Z${signature}`,
  };
}
