// Implements AWS Signature Version 4 ("Create a signed AWS API request", AWS IAM user guide) as the AWS CLI's
// `codecommit credential-helper` applies it to git: pseudo-method GIT, no query, the one header `host`, and nothing in
// the place of the payload's hash. The time has no Z in what is signed, and one in the password.
import { createHash, createHmac } from 'node:crypto';
import type { Instant } from '../../core/time.ts';

/** Whose signature it is. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

export interface GitSigning {
  /** The repository's address, for example `https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/shop`. */
  readonly url: string;
  readonly region: string;
  readonly credentials: AwsCredentials;
  readonly now: Instant;
}

/**
 * User name and password for one repository, as they go into a Basic header: in a URL the user name would have to
 * be percent-encoded. They serve for reading and writing, for about 15 minutes.
 */
export function signGit({ url, region, credentials, now }: GitSigning): {
  username: string;
  password: string;
} {
  const { hostname, pathname } = new URL(url);
  const time = new Date(now).toISOString().replace(/[-:]/g, '').slice(0, 15);
  const date = time.slice(0, 8);
  const canonical = `GIT\n${pathname}\n\nhost:${hostname}\n\nhost\n`;
  const scope = `${date}/${region}/codecommit/aws4_request`;
  const digest = createHash('sha256').update(canonical).digest('hex');
  const parts = [
    date,
    region,
    'codecommit',
    'aws4_request',
    `AWS4-HMAC-SHA256\n${time}\n${scope}\n${digest}`,
  ];
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const signature = parts.reduce<Buffer>(
    (key, part) => createHmac('sha256', key).update(part).digest(),
    Buffer.from(`AWS4${secretAccessKey}`),
  );
  return {
    username: sessionToken === undefined ? accessKeyId : `${accessKeyId}%${sessionToken}`,
    password: `${time}Z${signature.toString('hex')}`,
  };
}
