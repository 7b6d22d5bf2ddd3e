import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What git sends as Basic credentials for CodeCommit. */
export interface GitCredentials {
  readonly accessKeyId: string;
  readonly sessionToken: string | undefined;
  /** `YYYYMMDDTHHMMSS`, without the Z that stands in the password. */
  readonly signedAt: string;
  readonly signature: string;
}

/**
 * Reads Basic credentials made by CodeCommit's credential helper: the user name is the access key id, with `%`
 * and the session token when there is one; the password is time, `Z` and signature. Nothing when it is no such
 * thing.
 */
export function readGitCredentials(authorization: string | undefined): GitCredentials | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const match = /^([^:%]+)(?:%(.*))?:(\d{8}T\d{6})Z([0-9a-f]{64})$/s.exec(
    Buffer.from(encoded, 'base64').toString('utf8'),
  );
  if (match === null) return undefined;
  const [, accessKeyId = '', sessionToken, signedAt = '', signature = ''] = match;
  return { accessKeyId, sessionToken, signedAt, signature };
}

/** What was signed: `host` is without the port, `path` is `/v1/repos/NAME`. */
export interface SignedPlace {
  readonly host: string;
  readonly path: string;
  readonly region: string;
}

/** The secret that signs, and the time it signs at as `YYYYMMDDTHHMMSS`. */
export interface Signing {
  readonly secretAccessKey: string;
  readonly signedAt: string;
}

/**
 * The signature for this place, in hexadecimal digits. The request that is signed has the method `GIT`, no
 * query, the one header `host`, and an empty line where the hash of the payload would be.
 */
export function signGit({ secretAccessKey, signedAt }: Signing, place: SignedPlace): string {
  const date = signedAt.slice(0, 8);
  const canonical = `GIT\n${place.path}\n\nhost:${place.host}\n\nhost\n`;
  const digest = createHash('sha256').update(canonical).digest('hex');
  const scope = `${date}/${place.region}/codecommit/aws4_request`;
  const text = `AWS4-HMAC-SHA256\n${signedAt}\n${scope}\n${digest}`;
  let key: Buffer = Buffer.from(`AWS4${secretAccessKey}`);
  for (const part of [date, place.region, 'codecommit', 'aws4_request', text])
    key = createHmac('sha256', key).update(part).digest();
  return key.toString('hex');
}

/** True when the signature was made with this secret for this place. */
export function isSignedWith(
  secretAccessKey: string,
  { signedAt, signature }: GitCredentials,
  place: SignedPlace,
): boolean {
  const expected = signGit({ secretAccessKey, signedAt }, place);
  return timingSafeEqual(Buffer.from(expected), Buffer.from(signature));
}
