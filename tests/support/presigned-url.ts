import { createHash, createHmac } from 'node:crypto';

/** What is signed into an address. */
export interface Presigned {
  readonly endpoint: string;
  readonly service: string;
  readonly region?: string;
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** What the request will carry; S3's is never signed. */
  readonly body?: string;
  readonly secretAccessKey?: string;
}

/**
 * An address with a Signature Version 4 in its query, of its own making: whoever follows it acts as the key `test`
 * without sending a header.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function presignedUrl(request: Presigned): string {
  const { service, region = 'us-east-1', method = 'GET', path = '/', body = '' } = request;
  const { host } = new URL(request.endpoint);
  const scope = `20261123/${region}/${service}/aws4_request`;
  const query = new URLSearchParams({
    ...request.query,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `test/${scope}`,
    'X-Amz-Date': '20261123T080000Z',
    'X-Amz-Expires': '3600',
    'X-Amz-SignedHeaders': 'host',
  });
  query.sort();
  // Spaces are %20 in what is signed; URLSearchParams writes them as a plus.
  const text = query.toString().replaceAll('+', '%20');
  const payload = service === 's3' ? 'UNSIGNED-PAYLOAD' : sha256(body);
  const canonical = `${method}\n${path}\n${text}\nhost:${host}\n\nhost\n${payload}`;
  const toSign = `AWS4-HMAC-SHA256\n20261123T080000Z\n${scope}\n${sha256(canonical)}`;
  let key: Buffer = Buffer.from(`AWS4${request.secretAccessKey ?? 'test'}`);
  for (const part of [...scope.split('/'), toSign]) key = createHmac('sha256', key).update(part).digest();
  return `${request.endpoint}${path}?${text}&X-Amz-Signature=${key.toString('hex')}`;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
