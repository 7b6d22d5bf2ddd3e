import { createHash, createHmac } from 'node:crypto';
import type { WireRequest } from '../../sandbox/kernel/wire.ts';

/** A Query request with a Signature Version 4 of its own making, for services without an SDK client here. */
export function signedForm(
  service: string,
  form: Record<string, string>,
  key: { accessKeyId?: string; secretAccessKey?: string; sessionToken?: string; host?: string } = {},
): WireRequest {
  const { accessKeyId = 'test', secretAccessKey = 'test', sessionToken } = key;
  const body = new URLSearchParams(form).toString();
  const headers: Record<string, string> = {
    'content-type': 'application/x-www-form-urlencoded',
    host: key.host ?? '127.0.0.1:4566',
    'x-amz-date': '20261123T080000Z',
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
  };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const canonical = `POST\n/\n\n${lines.join('')}\n${names}\n${sha256(body)}`;
  const scope = `20261123/us-east-1/${service}/aws4_request`;
  const toSign = `AWS4-HMAC-SHA256\n20261123T080000Z\n${scope}\n${sha256(canonical)}`;
  let signing = Buffer.from(`AWS4${secretAccessKey}`);
  for (const part of scope.split('/')) signing = hmac(signing, part);
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${hmac(signing, toSign).toString('hex')}`;
  return { method: 'POST', path: '/', query: new URLSearchParams(), headers, body: Buffer.from(body) };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function hmac(key: Buffer, text: string) {
  return createHmac('sha256', key).update(text).digest();
}
