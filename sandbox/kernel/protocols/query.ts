import type { QueryStyle } from '../service.ts';
import { type Codec, textOf, type WireCall, type WireResponse } from '../wire.ts';
import { statusOf } from './error-status.ts';
import { formValue } from './form-value.ts';
import { type XmlStyle, xmlElement, xmlMembers } from './xml-value.ts';

/** AWS Query: a form with `Action` in, XML out. */
export const queryCodec: Codec = {
  readInput({ request, protocol, operation }) {
    const form = new URLSearchParams(request.query);
    if (request.method === 'POST')
      for (const [name, value] of new URLSearchParams(textOf(request.body))) form.set(name, value);
    return formValue(form, protocol.kind === 'query' ? protocol.style : undefined, operation);
  },
  writeOutput(call, output) {
    const style = xmlStyleOf(call);
    const result =
      typeof output === 'object' && output !== null
        ? `<${call.operation}Result>${xmlMembers(output, style)}</${call.operation}Result>`
        : '';
    const metadata = xmlElement('ResponseMetadata', { RequestId: call.requestId }, style);
    return reply(
      call,
      200,
      `<${call.operation}Response${xmlns(call)}>${result}${metadata}</${call.operation}Response>`,
    );
  },
  writeError(call, error) {
    const style = xmlStyleOf(call);
    const code =
      error.code === 'AccessDeniedException'
        ? (styleOf(call).accessDenied ?? 'AccessDenied')
        : (error.queryCode ?? error.code);
    const description = {
      Type: error.status < 500 ? 'Sender' : 'Receiver',
      Code: code,
      Message: error.message,
      ...error.members,
    };
    const inner = xmlElement('Error', description, style) + xmlElement('RequestId', call.requestId, style);
    return reply(call, statusOf(error), `<ErrorResponse${xmlns(call)}>${inner}</ErrorResponse>`);
  },
};

function styleOf({ protocol }: WireCall): QueryStyle {
  return (protocol.kind === 'query' && protocol.style) || {};
}

function xmlStyleOf(call: WireCall): XmlStyle {
  return { lists: 'member', flattened: styleOf(call).flattened ?? [], operation: call.operation };
}

function xmlns({ protocol }: WireCall): string {
  return protocol.kind === 'query' ? ` xmlns="${protocol.namespace}"` : '';
}

function reply(call: WireCall, status: number, body: string): WireResponse {
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': call.requestId },
    body,
  };
}
