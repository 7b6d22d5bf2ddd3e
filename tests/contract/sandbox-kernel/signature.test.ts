import { describe, expect, it } from 'vitest';
import { readSignature } from '../../../sandbox/kernel/signature.ts';
import { isSignedWith } from '../../../sandbox/kernel/verify-signature.ts';
import type { WireRequest } from '../../../sandbox/kernel/wire.ts';

const exampleSecret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

/** Requests of AWS's published Signature Version 4 test suite. */
function example(query: string, signature: string): WireRequest {
  return {
    method: 'GET',
    path: '/',
    query: new URLSearchParams(query),
    headers: {
      host: 'example.amazonaws.com',
      'x-amz-date': '20150830T123600Z',
      authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`,
    },
    body: new Uint8Array(),
  };
}

function isSigned(request: WireRequest, secret = exampleSecret): boolean {
  const signature = readSignature(request);
  if (signature === undefined) throw new Error('The request is not signed');
  return isSignedWith(secret, request, signature);
}

describe('a Signature Version 4', () => {
  const vanilla = '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31';

  it.each([
    ['get-vanilla', '', vanilla],
    [
      'get-vanilla-query-order-key-case',
      'Param2=value2&Param1=value1',
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
  ])('is the one of the test suite for %s', (_, query, signature) => {
    expect(isSigned(example(query, signature))).toBe(true);
  });

  it('holds for no other secret, query, path, method, header or body', () => {
    const request = example('', vanilla);

    expect(isSigned(request, 'another secret')).toBe(false);
    expect(isSigned({ ...request, query: new URLSearchParams('a=b') })).toBe(false);
    expect(isSigned({ ...request, path: '/other' })).toBe(false);
    expect(isSigned({ ...request, method: 'POST' })).toBe(false);
    expect(isSigned({ ...request, headers: { ...request.headers, host: 'other' } })).toBe(false);
    expect(isSigned({ ...request, body: Buffer.from('x') })).toBe(false);
    expect(isSigned(example('', 'no hexadecimal'))).toBe(false);
  });

  it('names the key, the Region and the service', () => {
    expect(readSignature(example('', vanilla))).toEqual({
      kind: 'header',
      accessKeyId: 'AKIDEXAMPLE',
      date: '20150830',
      region: 'us-east-1',
      service: 'service',
      signedHeaders: ['host', 'x-amz-date'],
      signature: vanilla,
      sessionToken: undefined,
    });
  });

  it('is read from a presigned URL as well', () => {
    const request: WireRequest = {
      method: 'GET',
      path: '/bucket/key',
      query: new URLSearchParams(
        'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=test%2F20261123%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-SignedHeaders=host&X-Amz-Signature=ab&X-Amz-Security-Token=t',
      ),
      headers: {},
      body: new Uint8Array(),
    };

    expect(readSignature(request)).toMatchObject({
      kind: 'presigned',
      accessKeyId: 'test',
      region: 'eu-west-1',
      service: 's3',
      sessionToken: 't',
    });
  });

  it.each([undefined, 'Basic dGVzdDp0ZXN0', 'AWS4-HMAC-SHA256 Credential=test, Signature=ab'])(
    'is absent from a request authorized by %s',
    (authorization) => {
      const headers: Record<string, string> = authorization === undefined ? {} : { authorization };

      expect(readSignature({ ...example('', vanilla), headers })).toBeUndefined();
    },
  );
});
