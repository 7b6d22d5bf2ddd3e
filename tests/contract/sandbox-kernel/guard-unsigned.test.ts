import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../../sandbox/kernel/world.ts';
import { logsState } from '../../../sandbox/services/logs/state.ts';
import { aFault, aGuardedServer, formOf } from './a-guarded-server.ts';

const server = aGuardedServer();
const { ask, linkTo } = server;

describe('a body that any page could have sent', () => {
  const simple = [
    { 'content-type': 'text/plain' },
    { 'content-type': 'text/plain; charset=utf-8' },
    { 'content-type': 'TEXT/PLAIN' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'multipart/form-data; boundary=b' },
    {},
  ];

  it.each(simple)('switches no fault on: %o', async (headers) => {
    const answer = await ask({ method: 'POST', path: '/_sandbox/faults', headers, body: aFault });

    expect(answer.status).toBe(415);
    expect(JSON.parse(answer.body)).toMatchObject({
      message:
        'Any web page could have sent a body of this type. Send it with "content-type: application/json", or with the AWS type that the service speaks.',
    });
    expect(JSON.parse((await ask({ path: '/_sandbox/faults' })).body)).toEqual({ faults: [] });
  });

  it.each(simple)('is no AWS call without a signature in the header: %o', async (headers) => {
    const path = linkTo('lambda', {
      method: 'POST',
      path: '/2015-03-31/functions/f/invocations',
      body: '{}',
    });

    const answer = await ask({ method: 'POST', path, headers, body: '{}' });

    expect(answer.status).toBe(415);
    expect(answer.body).toContain('Sign the request in its Authorization header.');
  });

  it('is no AWS JSON, signed or not', async () => {
    const answer = await ask({
      method: 'POST',
      path: '/',
      headers: {
        'content-type': 'text/plain',
        'x-amz-target': 'Logs_20140328.CreateLogGroup',
        authorization: 'AWS4-HMAC-SHA256 Credential=test/20261123/us-east-1/logs/aws4_request',
      },
      body: '{"logGroupName":"g"}',
    });

    expect(answer.status).toBe(415);
    expect(logsState(scopeOf(server.world, 'us-east-1')).groups.size).toBe(0);
  });

  it('may be a form of the page itself, and what a webhook sends to a function URL', async () => {
    expect((await ask(formOf('/us-east-1/faults', 'clear=all'))).status).toBe(303);
    expect((await ask(formOf('/_lambda-url/abc/', 'payload=%7B%7D'))).body).toContain('Function URL');
  });
});

describe('a signature in the address', () => {
  it.each([
    ['sqs', { query: { Action: 'CreateQueue', QueueName: 'by-link', Version: '2012-11-05' } }],
    ['sts', { query: { Action: 'GetCallerIdentity', Version: '2011-06-15' } }],
    ['lambda', { path: '/2015-03-31/functions/' }],
    ['logs', {}],
  ] as const)('is none for %s', async (service, request) => {
    const before = structuredClone(server.world.states);

    const answer = await ask({ path: linkTo(service, request) });

    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body).toMatch(/Missing ?Authentication ?Token|No service of the sandbox answers/);
    expect(server.world.states).toEqual(before);
  });

  it('is none for another service than S3 that the request names', async () => {
    const before = structuredClone(server.world.states);

    const answer = await ask({
      method: 'POST',
      path: linkTo('s3', { method: 'POST' }),
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'Logs_20140328.CreateLogGroup',
      },
      body: '{"logGroupName":"g"}',
    });

    expect(answer.body).toContain('MissingAuthenticationTokenException');
    expect(server.world.states).toEqual(before);
  });
});
