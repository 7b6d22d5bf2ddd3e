import type { WireRequest } from './wire.ts';

/** What a Signature Version 4 request says about itself; nothing here is verified yet. */
export interface Signature {
  readonly kind: 'header' | 'presigned';
  readonly accessKeyId: string;
  /** The credential scope: `YYYYMMDD`, Region and service as signed. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly sessionToken: string | undefined;
}

/**
 * Reads the `Authorization` header or the `X-Amz-*` query of a presigned URL; `undefined` when the request is
 * not signed, or with something else than Signature Version 4.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function readSignature(request: WireRequest): Signature | undefined {
  const authorization = request.headers.authorization;
  if (authorization?.startsWith('AWS4-HMAC-SHA256'))
    return fromParts('header', {
      credential: partOf(authorization, 'Credential='),
      signedHeaders: partOf(authorization, 'SignedHeaders='),
      signature: partOf(authorization, 'Signature='),
      sessionToken: request.headers['x-amz-security-token'],
    });
  if (request.query.get('X-Amz-Algorithm') === 'AWS4-HMAC-SHA256')
    return fromParts('presigned', {
      credential: request.query.get('X-Amz-Credential') ?? '',
      signedHeaders: request.query.get('X-Amz-SignedHeaders') ?? '',
      signature: request.query.get('X-Amz-Signature') ?? '',
      sessionToken: request.query.get('X-Amz-Security-Token') ?? undefined,
    });
  return undefined;
}

function fromParts(
  kind: Signature['kind'],
  parts: { credential: string; signedHeaders: string; signature: string; sessionToken: string | undefined },
): Signature | undefined {
  const [accessKeyId, date, region, service] = parts.credential.split('/');
  if (!accessKeyId || !date || !region || !service) return undefined;
  return {
    kind,
    accessKeyId,
    date,
    region,
    service,
    signedHeaders: parts.signedHeaders.split(';'),
    signature: parts.signature,
    sessionToken: parts.sessionToken,
  };
}

function partOf(authorization: string, name: string): string {
  const start = authorization.indexOf(name);
  if (start < 0) return '';
  const end = authorization.indexOf(',', start);
  return authorization.slice(start + name.length, end < 0 ? undefined : end).trim();
}
