import { AwsError } from '../errors.ts';
import { type Codec, textOf, type WireCall } from '../wire.ts';
import { jsonValue } from './json-value.ts';

/** AWS JSON 1.0 and 1.1: the operation in `X-Amz-Target`, objects in and out, errors told by `__type`. */
export const jsonCodec: Codec = {
  readInput(call) {
    const text = textOf(call.request.body);
    if (text === '') return {};
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      throw new AwsError('SerializationException', `The body is no JSON: ${(error as Error).message}`);
    }
  },
  writeOutput(call, output) {
    return {
      status: 200,
      headers: headersOf(call),
      body: output === undefined ? '' : JSON.stringify(jsonValue(output)),
    };
  },
  writeError(call, error) {
    const headers = headersOf(call);
    if (hasQueryMode(call))
      headers['x-amzn-query-error'] =
        `${error.queryCode ?? error.code};${error.status < 500 ? 'Sender' : 'Receiver'}`;
    const members = jsonValue(error.members) as Record<string, unknown>;
    return {
      status: error.status,
      headers,
      body: JSON.stringify({ __type: error.code, message: error.message, ...members }),
    };
  },
};

function headersOf(call: WireCall): Record<string, string> {
  const version = call.protocol.kind === 'json' ? call.protocol.version : '1.1';
  return { 'content-type': `application/x-amz-json-${version}`, 'x-amzn-requestid': call.requestId };
}

/** SQS and CloudWatch moved from Query to JSON; their clients still want the code of old. */
function hasQueryMode({ service }: WireCall): boolean {
  return service.protocols.some((protocol) => protocol.kind === 'query');
}
