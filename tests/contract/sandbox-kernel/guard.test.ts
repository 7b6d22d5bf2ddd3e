import type { IncomingMessage } from 'node:http';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { whyForeign } from '../../../sandbox/kernel/foreign-request.ts';
import type { RawRequest } from '../../support/raw-request.ts';
import { signedForm } from '../../support/signed-request.ts';
import { aFault, aGuardedServer, formOf } from './a-guarded-server.ts';

const server = aGuardedServer();
const { ask, linkTo } = server;

/** The same request in the name of somebody else. */
const from = (request: RawRequest, headers: Record<string, string>): RawRequest => ({
  ...request,
  headers: { ...request.headers, ...headers },
});

/** One request to each thing that answers here, each of which would be answered if a terminal had sent it. */
const surfaces: readonly (readonly [name: string, request: () => RawRequest])[] = [
  ['the page', () => ({ path: '/us-east-1/faults' })],
  ["the page's form", () => formOf('/us-east-1/faults', 'fault=logs%7Cthrottle&probability=1')],
  ['the switches', () => ({ path: '/_sandbox/health' })],
  ['a fault', () => ({ method: 'POST', path: '/_sandbox/faults', headers: json, body: aFault })],
  ['git', () => ({ path: '/v1/repos/ledger/info/refs?service=git-receive-pack' })],
  ['a function URL', () => ({ path: '/_lambda-url/abc/' })],
  ['a link to S3', () => ({ path: linkTo('s3') })],
  ['an AWS call', () => createQueue()],
];

const json = { 'content-type': 'application/json' };

/** Signed in its header, as the AWS CLI sends it in AWS's Query protocol. */
function createQueue(): RawRequest {
  const { headers, body } = signedForm(
    'sqs',
    { Action: 'CreateQueue', QueueName: 'q', Version: '2012-11-05' },
    { host: `127.0.0.1:${server.port}` },
  );
  return { method: 'POST', path: '/', headers, body: Buffer.from(body).toString() };
}

const foreign: readonly (readonly [string, (port: number) => Record<string, string>])[] = [
  ['a name that leads here', (port) => ({ host: `evil.example:${port}` })],
  ['a name that begins like ours', (port) => ({ host: `localhost.evil.example:${port}` })],
  ['a name below localhost', (port) => ({ host: `evil.localhost:${port}` })],
  ['our name with a dot', (port) => ({ host: `localhost.:${port}` })],
  ['an address that is all addresses', (port) => ({ host: `0.0.0.0:${port}` })],
  ['another port', () => ({ host: '127.0.0.1:1' })],
  ['no port', () => ({ host: '127.0.0.1' })],
  ['a page of another site', () => ({ origin: 'https://evil.example' })],
  ['a page of no site', () => ({ origin: 'null' })],
  ['a page on another port', () => ({ origin: 'http://127.0.0.1:3000' })],
  ['a page on another name of this machine', (port) => ({ origin: `http://localhost:${port}` })],
  ['a page over TLS', (port) => ({ origin: `https://127.0.0.1:${port}` })],
  ['a link, an image or a frame', () => ({ 'sec-fetch-site': 'cross-site' })],
  ['a link on another port', () => ({ 'sec-fetch-site': 'same-site' })],
  ['a word that no browser says yet', () => ({ 'sec-fetch-site': 'nearby' })],
  ['a socket', () => ({ origin: 'http://evil.example', connection: 'Upgrade', upgrade: 'websocket' })],
];

describe('what comes from elsewhere', () => {
  describe.each(surfaces)('to %s', (_, request) => {
    it.each(foreign)('is refused, and changes nothing: %s', async (_name, marks) => {
      const before = structuredClone(server.world.states);

      const answer = await ask(from(request(), marks(server.port)));

      expect(answer.status).toBe(403);
      expect(JSON.parse(answer.body)).toMatchObject({
        __type: 'AccessDeniedException',
        message: expect.stringMatching(/^This sandbox is for this machine only\. /) as unknown,
      });
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      expect(server.world.states).toEqual(before);
    });
  });

  it('is told why, and what to do', async () => {
    const { port } = server;
    const messageOf = async (headers: Record<string, string>) =>
      (JSON.parse((await ask({ path: '/', headers })).body) as { message: string }).message;

    expect(await messageOf({ host: 'box:1' })).toBe(
      `This sandbox is for this machine only. It was asked for as "box:1", and it answers to 127.0.0.1:${port}, localhost:${port} and [::1]:${port} only.`,
    );
    expect(await messageOf({ origin: 'http://evil.example' })).toBe(
      'This sandbox is for this machine only. A page of http://evil.example asked, and only its own page may.',
    );
    expect(await messageOf({ 'sec-fetch-site': 'cross-site' })).toBe(
      'This sandbox is for this machine only. A page of another site led here. Type the address, or open it from a terminal.',
    );
  });

  it('gets no permission when it asks for one first', async () => {
    const answer = await ask({
      method: 'OPTIONS',
      path: '/',
      headers: {
        origin: 'http://evil.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,x-amz-target',
      },
    });

    expect(answer.status).toBe(403);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('what comes from here', () => {
  const own: readonly (readonly [string, (port: number) => Record<string, string>])[] = [
    ['a terminal', () => ({})],
    ['a terminal that says localhost', (port) => ({ host: `localhost:${port}` })],
    ['a terminal that says [::1]', (port) => ({ host: `[::1]:${port}` })],
    ['the address line', () => ({ 'sec-fetch-site': 'none' })],
    ['its own page', (port) => ({ origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin' })],
  ];

  it.each(own)('is answered: %s', async (_, marks) => {
    expect((await ask({ path: '/_sandbox/health', headers: marks(server.port) })).status).toBe(200);
    expect((await ask({ path: '/us-east-1/faults', headers: marks(server.port) })).status).toBe(200);
  });

  it('may leave out the port that HTTP takes for granted', () => {
    const askedAs = (host: string) =>
      whyForeign({
        headers: { host, origin: `http://${host}` },
        socket: { localPort: 80 },
      } as IncomingMessage);

    expect(askedAs('localhost')).toBeUndefined();
    expect(askedAs('localhost:80')).toContain('It was asked for as "localhost:80"');
  });

  it('reaches the service behind each address', async () => {
    expect((await ask({ path: '/v1/repos/ledger/info/refs?service=git-upload-pack' })).status).toBe(401);
    expect((await ask({ path: '/_lambda-url/abc/' })).body).toContain('Function URL');
    expect((await ask({ path: linkTo('s3') })).body).toContain('<ListAllMyBucketsResult ');
    expect((await ask(createQueue())).body).toContain('<QueueUrl>');
    const s3 = new S3Client({
      region: 'us-east-1',
      endpoint: server.world.endpoint.replace('127.0.0.1', 'localhost'),
      forcePathStyle: true,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    expect((await s3.send(new ListBucketsCommand({}))).Buckets).toEqual([]);
  });

  it('is given to no page of another site, and runs with no rights of this one', async () => {
    const { headers } = await ask({ path: linkTo('s3') });

    expect(headers).toMatchObject({
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': "sandbox; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    });
    expect((await ask({ path: '/us-east-1/faults' })).headers['content-security-policy']).toMatch(
      /^default-src 'none'; .*script-src 'sha256-[\w+/]{43}='; .*frame-ancestors 'none'$/,
    );
  });
});
