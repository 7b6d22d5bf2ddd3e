import { cutText } from '../core/cut-text.ts';
import { ControllerError, type ErrorCode, isControllerError } from '../core/error.ts';
import { redactLine } from '../redact/redact.ts';

/** Of what a server says no more than this is looked at. */
const mostSaid = 2_048;

/** What a server said, fit for a message: one short line without control characters and secrets. */
export function serverText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- what a server sends may hold any byte
  const line = cutText(text, mostSaid).replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029]+/g, ' ');
  // Shortened last: the half of a secret is not known for one.
  const clean = redactLine(line.trim());
  return clean.length > 300 ? `${clean.slice(0, 300)} …` : clean;
}

/** The server does not speak git's protocol as it is written. */
export function violation(url: string, what: string): ControllerError {
  return new ControllerError('protocol-violation', `${url} did not speak git's protocol: ${what}.`, {
    details: { url },
  });
}

/** The server cannot be reached, is too slow, or went away. */
export function unreachable(url: string, what: string, cause?: unknown): ControllerError {
  return new ControllerError('remote-unreachable', `${url} cannot be reached: ${what}.`, {
    details: { url },
    cause,
  });
}

/** The push may or may not have been done: the replica has to be listed again. */
export function unconfirmed(url: string, cause: unknown): ControllerError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new ControllerError('push-unconfirmed', `${url} did not tell what became of a push. ${why}`, {
    details: { url },
    cause,
  });
}

/** The connection stood and was cut, by the server with this address. */
export function isCutOff(error: unknown, url: string): boolean {
  if (!isControllerError(error, 'remote-unreachable')) return false;
  const { cause } = error;
  const isCut =
    cause instanceof Error && 'code' in cause && (cause.code === 'ECONNRESET' || cause.code === 'EPIPE');
  return isCut && error.details['url'] === url;
}

/** An `ERR` line (gitprotocol-pack(5), "Error-line"), or the text of side-band 3. */
export function saidError(url: string, text: string): ControllerError {
  const said = serverText(text);
  const gone = /not our ref/.test(said);
  return new ControllerError(
    gone ? 'object-missing' : 'remote-refused',
    `${url} refused: ${said === '' ? 'it gave no reason' : said}.`,
    { details: { url, oid: /[0-9a-f]{40}/.exec(said)?.[0] ?? '' } },
  );
}

const codeByStatus: Readonly<Record<number, ErrorCode>> = {
  401: 'remote-refused',
  403: 'remote-refused',
  404: 'not-found',
  407: 'remote-refused',
  408: 'service-unavailable',
  410: 'not-found',
  413: 'request-refused',
  429: 'throttled',
};

const whyByStatus: Readonly<Record<number, string>> = {
  401: 'it wants other credentials',
  403: 'these credentials may not do this, or the signature is not valid',
  404: 'there is no such repository, or these credentials may not see it',
  413: 'the push is larger than it takes',
  429: 'there were too many requests',
};

/** The error for an HTTP status that is not 200. */
export function refusedStatus(url: string, status: number, text: string): ControllerError {
  const said = serverText(text);
  const why =
    status >= 300 && status < 400
      ? 'it redirects to another address, where the credentials must not go; use that address instead'
      : whyByStatus[status];
  const code = codeByStatus[status] ?? (status >= 500 ? 'service-unavailable' : 'remote-refused');
  const reasons = [why, said === '' ? undefined : `it said "${said}"`].filter((part) => part !== undefined);
  const message = [`${url} answered with HTTP ${status}`, ...reasons].join(': ');
  return new ControllerError(code, `${message}.`, { details: { url, status: String(status) } });
}
