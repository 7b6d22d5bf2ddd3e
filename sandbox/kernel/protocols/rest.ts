import type { RestInput, RestOutput } from '../service.ts';
import type { Codec, WireCall, WireResponse } from '../wire.ts';
import { statusOf } from './error-status.ts';
import { jsonValue } from './json-value.ts';
import { xmlElement, xmlMembers } from './xml-value.ts';

/** REST with JSON bodies, as Lambda speaks it: errors are told by a header. */
export const restJsonCodec: Codec = {
  readInput: restInput,
  writeOutput(call, output) {
    return restReply(call, output as RestOutput | undefined, {
      type: 'application/json',
      write: (body) => JSON.stringify(jsonValue(body)),
    });
  },
  writeError(call, error) {
    const { message } = error;
    const kind = error.status < 500 ? 'User' : 'Service';
    return {
      status: statusOf(error),
      headers: {
        'content-type': 'application/json',
        'x-amzn-requestid': call.requestId,
        'x-amzn-errortype': error.code,
      },
      body: JSON.stringify({
        Type: kind,
        message,
        Message: message,
        ...(jsonValue(error.members) as object),
      }),
    };
  },
};

/** What S3 calls the refusals that every other service has under another name. */
const s3Codes: Readonly<Record<string, string>> = {
  AccessDeniedException: 'AccessDenied',
  ExpiredTokenException: 'ExpiredToken',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  MissingAuthenticationTokenException: 'AccessDenied',
  UnrecognizedClientException: 'InvalidAccessKeyId',
  UnknownOperationException: 'MethodNotAllowed',
};

/** REST with XML bodies, as S3 speaks it; an object body is written with repeated elements for lists. */
export const restXmlCodec: Codec = {
  readInput: restInput,
  writeOutput(call, output) {
    return restReply(call, output as RestOutput | undefined, {
      type: 'application/xml',
      write: (body) => `<?xml version="1.0" encoding="UTF-8"?>\n${xmlMembers(body, { lists: 'repeat' })}`,
    });
  },
  writeError(call, error) {
    const description = {
      Code: s3Codes[error.code] ?? error.code,
      Message: error.message,
      ...error.members,
      RequestId: call.requestId,
    };
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n${xmlElement('Error', description, { lists: 'repeat' })}`;
    return {
      status: statusOf(error),
      headers: { 'content-type': 'application/xml', 'x-amz-request-id': call.requestId },
      body: call.request.method === 'HEAD' ? '' : body,
    };
  },
};

function restInput({ request, parameters }: WireCall): RestInput {
  return {
    parameters: { ...parameters },
    query: Object.fromEntries(request.query),
    headers: { ...request.headers },
    body: request.body,
  };
}

function restReply(
  call: WireCall,
  output: RestOutput = {},
  form: { type: string; write(body: object): string },
): WireResponse {
  const { status = 200, headers = {}, body } = output;
  const own = call.protocol.kind === 'rest-xml' ? 'x-amz-request-id' : 'x-amzn-requestid';
  const type = body === undefined ? {} : { 'content-type': form.type };
  return {
    status,
    headers: { ...type, [own]: call.requestId, ...headers },
    body: bodyOf(body, form.write),
  };
}

function bodyOf(body: unknown, write: (body: object) => string): Uint8Array | string {
  if (body instanceof Uint8Array || typeof body === 'string') return body;
  return typeof body === 'object' && body !== null ? write(body) : '';
}
