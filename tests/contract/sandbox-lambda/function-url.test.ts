import { createHash, createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AddPermissionCommand, CreateFunctionUrlConfigCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handleFunctionUrl } from '../../../sandbox/services/lambda/function-url.ts';
import { aLambdaWorld } from './lambda-world.ts';

let lambda: Awaited<ReturnType<typeof aLambdaWorld>>;
const server = createServer((request, response) => {
  void handleFunctionUrl(lambda.world, request, response);
});

beforeAll(async () => {
  lambda = await aLambdaWorld();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  lambda.world.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await lambda.end();
});

async function aUrl(name: string, source: string, authType: 'NONE' | 'AWS_IAM' = 'NONE'): Promise<string> {
  await lambda.create(name, source);
  const { FunctionUrl = '' } = await lambda.client.send(
    new CreateFunctionUrlConfigCommand({ FunctionName: name, AuthType: authType }),
  );
  return FunctionUrl;
}

const allow = (FunctionName: string, Action: string) =>
  lambda.client.send(
    new AddPermissionCommand({
      FunctionName,
      StatementId: Action.replace(':', '-'),
      Action,
      Principal: '*',
      ...(Action.endsWith('Url') ? { FunctionUrlAuthType: 'NONE' } : { InvokedViaFunctionUrl: true }),
    }),
  );
const allowBoth = async (name: string) => {
  await allow(name, 'lambda:InvokeFunctionUrl');
  await allow(name, 'lambda:InvokeFunction');
};

/** The administrator's Signature Version 4 of a GET. */
function signatureFor(url: string): Record<string, string> {
  const { host, pathname } = new URL(url);
  const date = new Date(lambda.world.clock.now()).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const scope = `${date.slice(0, 8)}/eu-central-1/lambda/aws4_request`;
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const canonical = `GET\n${pathname}\n\nhost:${host}\nx-amz-date:${date}\n\nhost;x-amz-date\n${sha256('')}`;
  const key = scope.split('/').reduce<string | Buffer>(hmac, 'AWS4test');
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`).toString('hex');
  return {
    'x-amz-date': date,
    authorization: `AWS4-HMAC-SHA256 Credential=test/${scope}, SignedHeaders=host;x-amz-date, Signature=${signature}`,
  };
}

describe('a function URL', () => {
  test('is refused until both public permissions are there', async () => {
    const url = await aUrl('door', 'exports.handler = async () => "open";');

    const closed = await fetch(url);
    await allow('door', 'lambda:InvokeFunctionUrl');
    const halfOpen = await fetch(url);
    await allow('door', 'lambda:InvokeFunction');
    const open = await fetch(url);

    expect([closed.status, halfOpen.status, open.status]).toEqual([403, 403, 200]);
    expect(((await closed.json()) as { Message: string }).Message).toMatch(/^Forbidden/);
    expect(await open.text()).toBe('open');
  });

  test('makes an event of payload format 2.0', async () => {
    const url = await aUrl(
      'echo',
      'exports.handler = async (event) => ({ statusCode: 201, body: JSON.stringify(event) });',
    );
    await allowBoth('echo');

    const response = await fetch(`${url}a%20b/c?x=1&x=2&y=`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: 'a=1; b=2', 'X-Custom': 'Yes' },
      body: '{"hello":true}',
    });

    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/a%20b/c',
      rawQueryString: 'x=1&x=2&y=',
      queryStringParameters: { x: '1,2', y: '' },
      cookies: ['a=1', 'b=2'],
      headers: {
        'x-custom': 'Yes',
        host: expect.stringMatching(/^[0-9a-f]{32}\.lambda-url\.eu-central-1\.on\.aws$/),
      },
      requestContext: {
        accountId: 'anonymous',
        http: { method: 'POST', path: '/a%20b/c', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
        stage: '$default',
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      },
      body: '{"hello":true}',
      isBase64Encoded: false,
    });
  });

  test('hands bytes over as base64, both ways, and sets headers and cookies', async () => {
    const url = await aUrl(
      'bytes',
      'exports.handler = async ({ body, isBase64Encoded }) => ({ statusCode: 200, body, isBase64Encoded, headers: { "Content-Type": "image/png", "Cache-Control": "no-cache" }, cookies: ["a=1; HttpOnly", "b=2"] });',
    );
    await allowBoth('bytes');

    const response = await fetch(url, { method: 'PUT', body: new Uint8Array([0, 255, 7]) });

    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255, 7]);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.getSetCookie()).toEqual(['a=1; HttpOnly', 'b=2']);
  });

  test('answers 502 when the function fails', async () => {
    const url = await aUrl('bad', 'exports.handler = async () => { throw new Error("no"); };');
    await allowBoth('bad');

    const response = await fetch(url);

    expect([response.status, await response.text()]).toEqual([502, 'Internal Server Error']);
  });

  test('with AWS_IAM needs a signature', async () => {
    const url = await aUrl('signed', 'exports.handler = async () => "in";', 'AWS_IAM');

    const signed = await fetch(url, { headers: signatureFor(url) });

    expect((await fetch(url)).status).toBe(403);
    expect([signed.status, await signed.text()]).toEqual([200, 'in']);
    expect((await fetch(`${lambda.world.endpoint}/_lambda-url/0000/`)).status).toBe(403);
  });
});
