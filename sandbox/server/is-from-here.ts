import type { IncomingMessage } from 'node:http';

const loopbackNames: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Whether a request was meant for this machine: its host is a loopback name (a page elsewhere can point its
 * own name at 127.0.0.1) and it comes from no page of another origin.
 */
export function isFromHere(request: IncomingMessage): boolean {
  const host = request.headers.host ?? '';
  const { origin } = request.headers;
  return (
    loopbackNames.has(host.replace(/:\d+$/, '')) && (origin === undefined || origin === `http://${host}`)
  );
}
