import { CodeCommitClient } from '@aws-sdk/client-codecommit';
import type { Clock } from '../core/ports.ts';
import type { GitRemote, Timeouts } from '../git/remote-types.ts';
import { codeCommitUrl } from '../git/remotes/code-commit-address.ts';
import { codeCommitAuthorization } from '../git/remotes/code-commit-authorization.ts';
import { openRemote } from '../git/remotes/open-remote.ts';
import type { Exchange } from '../git/wire/exchange.ts';
import type { ClientSettings } from './client-settings.ts';
import type { AwsCredentials } from './sign-request.ts';

/** Where CodeCommit's repositories are, and how they are reached. */
export interface CodeCommitPlace {
  readonly region: string;
  /** In place of AWS's own addresses, as `AWS_ENDPOINT_URL` names it to the SDK. */
  readonly endpoint?: string | undefined;
  readonly credentials: () => Promise<AwsCredentials>;
  readonly clock: Clock;
  readonly timeouts?: Partial<Timeouts>;
  /** How requests are sent; by HTTP when absent. */
  readonly exchange?: Exchange | undefined;
}

/** Opens repositories of CodeCommit for git, each request signed with the credentials of the moment. */
export function codeCommitRemotes(place: CodeCommitPlace): (repository: string) => GitRemote {
  const { region, endpoint, credentials, clock, timeouts, exchange } = place;
  return (repository) => {
    const url =
      endpoint === undefined
        ? codeCommitUrl({ region, repository })
        : `${endpoint.replace(/\/+$/, '')}/v1/repos/${repository}`;
    return openRemote({
      url,
      authorization: codeCommitAuthorization({ url, region, credentials, now: clock.now }),
      now: clock.now,
      ...(timeouts && { timeouts }),
      ...(exchange && { exchange }),
    });
  };
}

/** The credentials that the SDK's clients would sign with, asked anew when they run out. */
export function sdkCredentials(settings: ClientSettings = {}): () => Promise<AwsCredentials> {
  const { config } = new CodeCommitClient(settings);
  return async () => config.credentials();
}
