import { describe, expect, it } from 'vitest';
import { registryOf } from '../../../sandbox/kernel/registry.ts';
import { routeOf } from '../../../sandbox/kernel/route.ts';
import type { Service } from '../../../sandbox/kernel/service.ts';

const store: Service = {
  name: 'store',
  protocols: [
    {
      kind: 'rest-xml',
      routes: [
        { method: 'GET', path: '/', operation: 'ListBuckets' },
        { method: 'GET', path: '/{Bucket}', operation: 'ListObjects' },
        { method: 'GET', path: '/{Bucket}', query: ['list-type=2'], operation: 'ListObjectsV2' },
        { method: 'GET', path: '/{Bucket}', query: ['uploads'], operation: 'ListUploads' },
        { method: 'GET', path: '/{Bucket}/{Key+}', operation: 'GetObject' },
        { method: 'GET', path: '/special/{Key+}', operation: 'GetSpecial' },
        { method: 'PUT', path: '/{Bucket}/{Key+}', operation: 'PutObject' },
      ],
    },
  ],
  operations: {},
};
const queues: Service = {
  name: 'queues',
  protocols: [
    { kind: 'json', version: '1.0', targetPrefix: 'AmazonQueues.' },
    { kind: 'query', apiVersion: '2012-11-05', namespace: 'urn:queues' },
  ],
  operations: {},
};
const metrics: Service = {
  name: 'metrics',
  signingName: 'monitoring',
  protocols: [{ kind: 'query', apiVersion: '2010-08-01', namespace: 'urn:metrics' }],
  operations: {},
};
const registry = registryOf([store, queues, metrics]);

function route(parts: {
  method?: string;
  url?: string;
  headers?: Record<string, string>;
  body?: string;
  service?: string;
}) {
  const { method = 'GET', url = '/', headers = {}, body = '', service } = parts;
  const [path = '/', query = ''] = url.split('?', 2);
  const request = { method, path, query: new URLSearchParams(query), headers, body: Buffer.from(body) };
  const signature = service && {
    kind: 'header' as const,
    accessKeyId: 'test',
    date: '20261123',
    region: 'us-east-1',
    service,
    signedHeaders: [],
    signature: '',
    sessionToken: undefined,
  };
  const found = routeOf(registry, request, signature || undefined);
  return found && [found.service.name, found.protocol.kind, found.operation, found.parameters];
}

describe('a request goes', () => {
  it.each([
    ['GET', '/', 'ListBuckets', {}],
    ['GET', '/b', 'ListObjects', { Bucket: 'b' }],
    ['GET', '/b/', 'ListObjects', { Bucket: 'b' }],
    ['GET', '/b?list-type=2&prefix=x', 'ListObjectsV2', { Bucket: 'b' }],
    ['GET', '/b?list-type=1', 'ListObjects', { Bucket: 'b' }],
    ['GET', '/b?uploads', 'ListUploads', { Bucket: 'b' }],
    ['GET', '/b/k?x-id=GetObject', 'GetObject', { Bucket: 'b', Key: 'k' }],
    ['GET', '/b/a%20b/c%2Fd', 'GetObject', { Bucket: 'b', Key: 'a b/c/d' }],
    ['GET', '/b/folder/', 'GetObject', { Bucket: 'b', Key: 'folder/' }],
    ['GET', '/b/a//../c', 'GetObject', { Bucket: 'b', Key: 'a//../c' }],
    ['GET', '/b/100%', 'GetObject', { Bucket: 'b', Key: '100%' }],
    ['GET', '/special/k', 'GetSpecial', { Key: 'k' }],
    ['PUT', '/b/k', 'PutObject', { Bucket: 'b', Key: 'k' }],
    ['DELETE', '/b/k', 'DELETE /b/k', {}],
  ])('to a REST route: %s %s is %s', (...[method, url, operation, parameters]) => {
    expect(route({ method, url, service: 'store' })).toEqual(['store', 'rest-xml', operation, parameters]);
  });

  it('to the target it names, whatever service it was signed for', () => {
    const headers = { 'x-amz-target': 'AmazonQueues.SendMessage' };

    expect(route({ method: 'POST', headers, service: 'store' })).toEqual([
      'queues',
      'json',
      'SendMessage',
      {},
    ]);
  });

  it('to the action of a form, by the name it was signed for', () => {
    expect(route({ method: 'POST', body: 'Action=PutMetricData', service: 'monitoring' })).toEqual([
      'metrics',
      'query',
      'PutMetricData',
      {},
    ]);
    expect(route({ url: '/?Action=ListQueues', service: 'queues' })).toEqual([
      'queues',
      'query',
      'ListQueues',
      {},
    ]);
  });

  it('to the service with the version of the form when it is not signed', () => {
    expect(route({ method: 'POST', body: 'Action=ListQueues&Version=2012-11-05' })?.[0]).toBe('queues');
  });

  it.each([
    [{}],
    [{ service: 'unheard-of' }],
    [{ headers: { 'x-amz-target': 'Unheard_20200101.Of' } }],
    [{ method: 'POST', body: 'Action=A&Version=1999-01-01' }],
  ])('nowhere when it names nothing: %j', (parts) => {
    expect(route(parts)).toBeUndefined();
  });
});
