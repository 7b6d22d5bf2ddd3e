import type { Instant } from '../../core/time.ts';
import { basicAuthorization } from './basic-authorization.ts';
import { regionOfHost } from './code-commit-address.ts';
import type { RemoteSettings } from './open-remote.ts';
import { type AwsCredentials, signGit } from './sign-git.ts';

export interface CodeCommitSigning {
  readonly url: string;
  /** Needed for hosts that do not name their Region, as the sandbox's. */
  readonly region?: string;
  /** Asked for when a new signature is due; they may have been renewed since. */
  readonly credentials: () => AwsCredentials | Promise<AwsCredentials>;
  readonly now?: () => Instant;
}

/** AWS takes a signature for about 15 minutes. After 10 the next request gets a new one. */
const signatureLifeMs = 10 * 60_000;

/**
 * The `authorization` of a CodeCommit repository for `openRemote`. It is asked before every request, so a push that
 * begins after a seed has streamed for long is signed anew. Throws for a host whose Region nobody named.
 */
export function codeCommitAuthorization(
  signing: CodeCommitSigning,
): NonNullable<RemoteSettings['authorization']> {
  const region = regionOfHost(new URL(signing.url).hostname) ?? signing.region;
  if (region === undefined)
    throw new RangeError(`the host of ${signing.url} does not name its Region, so it has to be given`);
  const now = signing.now ?? (() => Date.now());
  let last: { readonly header: string; readonly signedAt: Instant } | undefined;
  return async () => {
    const signedAt = now();
    if (last !== undefined && signedAt - last.signedAt <= signatureLifeMs) return last.header;
    const { username, password } = signGit({
      url: signing.url,
      region,
      credentials: await signing.credentials(),
      now: signedAt,
    });
    last = { header: basicAuthorization(username, password), signedAt };
    return last.header;
  };
}
