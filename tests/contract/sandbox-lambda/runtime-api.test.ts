import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RuntimeApi, startRuntimeApi } from '../../../sandbox/services/lambda/runner/runtime-api.ts';
import { rawRequest } from '../../support/raw-request.ts';

let api: RuntimeApi;
let port: number;
let heard: string[];

beforeEach(async () => {
  api = await startRuntimeApi();
  port = Number(/:(\d+)\/p$/.exec(api.addressFor('p'))?.[1]);
  heard = [];
  api.listen('p', {
    ready: (send) => {
      heard.push('ready');
      send({ requestId: 'r', payload: '{}', deadlineMs: 0, invokedFunctionArn: 'arn', traceId: undefined });
    },
    ended: (requestId) => heard.push(`ended ${requestId}`),
    initFailed: () => heard.push('init failed'),
  });
});
afterEach(() => api.close());

const next = { path: '/p/2018-06-01/runtime/invocation/next' };
const answer = { method: 'POST', path: '/p/2018-06-01/runtime/invocation/r/response', body: '"forged"' };

describe('the Runtime API', () => {
  it('gives a process its call and takes its answer', async () => {
    expect((await rawRequest(port, next)).body).toBe('{}');
    expect((await rawRequest(port, answer)).status).toBe(202);
    expect(heard).toEqual(['ready', 'ended r']);
  });

  it.each([{ origin: 'http://evil.example' }, { 'sec-fetch-site': 'cross-site' }, { host: 'evil.example' }])(
    'gives a page of another site no call and takes no answer of it: %o',
    async (headers) => {
      expect((await rawRequest(port, { ...next, headers })).status).toBe(404);
      expect((await rawRequest(port, { ...answer, headers })).status).toBe(404);
      expect(heard).toEqual([]);
    },
  );
});
