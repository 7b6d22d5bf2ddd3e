import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../sandbox/kernel/errors.ts';
import { jsonCodec } from '../../../sandbox/kernel/protocols/json.ts';
import { restJsonCodec, restXmlCodec } from '../../../sandbox/kernel/protocols/rest.ts';
import type { Protocol } from '../../../sandbox/kernel/service.ts';
import type { WireCall } from '../../../sandbox/kernel/wire.ts';

function aCall(
  protocol: Protocol,
  parts: { method?: string; body?: string; others?: Protocol[] } = {},
): WireCall {
  return {
    request: {
      method: parts.method ?? 'POST',
      path: '/f/x',
      query: new URLSearchParams('a=1'),
      headers: { 'x-amz-invocation-type': 'Event' },
      body: Buffer.from(parts.body ?? ''),
    },
    requestId: 'id-1',
    service: { name: 'a', protocols: [protocol, ...(parts.others ?? [])], operations: {} },
    protocol,
    operation: 'Do',
    parameters: { Name: 'x' },
  };
}

const restJson: Protocol = { kind: 'rest-json', routes: [] };
const restXml: Protocol = { kind: 'rest-xml', routes: [] };
const json: Protocol = { kind: 'json', version: '1.0', targetPrefix: 'A.' };
const query: Protocol = { kind: 'query', apiVersion: '1', namespace: 'urn:a' };

describe('REST-JSON', () => {
  it('gives the operation the parts of the request', () => {
    expect(restJsonCodec.readInput(aCall(restJson, { body: '{}' }))).toEqual({
      parameters: { Name: 'x' },
      query: { a: '1' },
      headers: { 'x-amz-invocation-type': 'Event' },
      body: Buffer.from('{}'),
    });
  });

  it('writes an object body as JSON and any other as it is', () => {
    const written = restJsonCodec.writeOutput(aCall(restJson), { status: 201, body: { At: new Date(1500) } });

    expect(written).toEqual({
      status: 201,
      headers: { 'content-type': 'application/json', 'x-amzn-requestid': 'id-1' },
      body: '{"At":1.5}',
    });
    expect(
      restJsonCodec.writeOutput(aCall(restJson), { body: 'text', headers: { 'x-a': 'b' } }),
    ).toMatchObject({
      status: 200,
      headers: { 'x-a': 'b' },
      body: 'text',
    });
    expect(restJsonCodec.writeOutput(aCall(restJson), { status: 204 })).toEqual({
      status: 204,
      headers: { 'x-amzn-requestid': 'id-1' },
      body: '',
    });
  });

  it('tells an error by a header, and refusals with 403', () => {
    const missing = new AwsError('ResourceNotFoundException', 'Function not found: f', { status: 404 });
    const refused = new AwsError('AccessDeniedException', 'no');

    expect(restJsonCodec.writeError(aCall(restJson), missing)).toEqual({
      status: 404,
      headers: {
        'content-type': 'application/json',
        'x-amzn-requestid': 'id-1',
        'x-amzn-errortype': 'ResourceNotFoundException',
      },
      body: '{"Type":"User","message":"Function not found: f","Message":"Function not found: f"}',
    });
    expect(restJsonCodec.writeError(aCall(restJson), refused).status).toBe(403);
  });
});

describe('REST-XML', () => {
  it('writes an object body as XML', () => {
    const written = restXmlCodec.writeOutput(aCall(restXml), {
      body: { R: { Name: 'a&b', Keys: ['k', 'l'] } },
    });

    expect(written.body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<R><Name>a&#38;b</Name><Keys>k</Keys><Keys>l</Keys></R>',
    );
  });

  it('writes bytes as they are', () => {
    const bytes = Buffer.from([0, 255]);

    expect(restXmlCodec.writeOutput(aCall(restXml), { body: bytes }).body).toBe(bytes);
  });

  it('has its own codes for what the front door refuses, and no body for HEAD', () => {
    const unknown = new AwsError('UnrecognizedClientException', 'who?');

    expect(restXmlCodec.writeError(aCall(restXml), unknown)).toMatchObject({
      status: 403,
      body: expect.stringContaining('<Error><Code>InvalidAccessKeyId</Code><Message>who?</Message>'),
    });
    expect(restXmlCodec.writeError(aCall(restXml, { method: 'HEAD' }), unknown).body).toBe('');
  });
});

describe('JSON', () => {
  it('writes times as seconds, bytes as base64 and maps as objects', () => {
    const output = {
      at: new Date('2026-11-23T08:00:00.250Z'),
      bytes: Buffer.from('hi'),
      map: new Map([['a', [new Date(1000)]]]),
      absent: undefined,
      nothing: null,
    };

    expect(jsonCodec.writeOutput(aCall(json), output).body).toBe(
      '{"at":1795420800.25,"bytes":"aGk=","map":{"a":[1]},"nothing":null}',
    );
  });

  it('writes an error with the members of its shape', () => {
    const error = new AwsError('ConditionalCheckFailedException', 'failed', {
      members: { Item: { pk: { S: 'a' } } },
    });

    expect(jsonCodec.writeError(aCall(json), error)).toEqual({
      status: 400,
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': 'id-1' },
      body: '{"__type":"ConditionalCheckFailedException","message":"failed","Item":{"pk":{"S":"a"}}}',
    });
  });

  it('tells clients of services that had the Query protocol the code of old', () => {
    const call = aCall(json, { others: [query] });
    const error = new AwsError('QueueDoesNotExist', 'no', {
      queryCode: 'AWS.SimpleQueueService.NonExistentQueue',
    });
    const failure = new AwsError('InternalFailure', 'no', { status: 500 });

    expect(jsonCodec.writeError(call, error).headers['x-amzn-query-error']).toBe(
      'AWS.SimpleQueueService.NonExistentQueue;Sender',
    );
    expect(jsonCodec.writeError(call, failure).headers['x-amzn-query-error']).toBe(
      'InternalFailure;Receiver',
    );
  });

  it('refuses a body that is no JSON', () => {
    expect(() => jsonCodec.readInput(aCall(json, { body: '{' }))).toThrow(
      expect.objectContaining({ code: 'SerializationException' }),
    );
    expect(jsonCodec.readInput(aCall(json))).toEqual({});
  });
});
