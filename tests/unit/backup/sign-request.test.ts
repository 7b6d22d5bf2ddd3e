import { expect, it } from 'vitest';
import { signRequest } from '../../../shared/aws/sign-request.ts';

// The worked examples of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html.
const signing = {
  credentials: {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  },
  service: 's3',
  region: 'us-east-1',
  now: Date.UTC(2013, 4, 24),
};
const host = 'examplebucket.s3.amazonaws.com';
const body = new Uint8Array();

it('signs a part of an object as AWS does', () => {
  const headers = signRequest(
    { method: 'GET', host, path: '/test.txt', query: {}, headers: { range: 'bytes=0-9' }, body },
    signing,
  );

  expect(headers['authorization']).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  );
});

it('signs a listing with its query as AWS does', () => {
  const headers = signRequest(
    { method: 'GET', host, path: '/', query: { prefix: 'J', 'max-keys': '2' }, headers: {}, body },
    signing,
  );

  expect(headers['authorization']).toMatch(
    /Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7$/,
  );
});

it('signs the token of a session, and says whose it is', () => {
  const credentials = { ...signing.credentials, sessionToken: 'token' };

  const headers = signRequest(
    { method: 'GET', host, path: '/', query: {}, headers: {}, body },
    { ...signing, credentials },
  );

  expect(headers['x-amz-security-token']).toBe('token');
  expect(headers['authorization']).toContain(
    'SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token,',
  );
});
