import type { GitAnswer, GitRequest } from '../../../sandbox/services/codecommit/git/git-in-process.ts';
import { isControllerError } from '../../../shared/core/error.ts';
import { refusedStatus, unreachable } from '../../../shared/git/remote-errors.ts';
import type { Exchange, ExchangePlace } from '../../../shared/git/wire/exchange.ts';

/** Has a request of git's answered; an error with a `code` is what Node tells of a broken connection. */
export type AnswerGit = (request: GitRequest) => Promise<GitAnswer>;

/**
 * In place of HTTP: the product's git client asks whoever answers, without a socket.
 * @example openRemote({ url, authorization, exchange: exchangeInProcess((request) => answerGit(world, request)) })
 */
export function exchangeInProcess(answer: AnswerGit): Exchange {
  return async (place, request) => {
    const { url, authorization, traffic } = place;
    const { pathname, search, host } = new URL(url + request.path);
    traffic.requests += 1;
    const { status, contentType, body } = await orUnreachable(
      place,
      answer({
        method: request.method,
        url: pathname + search,
        headers: { authorization, host },
        body: Buffer.isBuffer(request.body) ? counted(place, [request.body]) : counted(place, request.body),
      }),
    );
    if (status !== 200) throw refusedStatus(url, status, body.toString('utf8', 0, 2_048));
    return { contentType, body: received(place, body), cancel() {} };
  };
}

/** What the body itself rejects with is passed on, as it is over HTTP. */
async function orUnreachable(place: ExchangePlace, answer: Promise<GitAnswer>): Promise<GitAnswer> {
  try {
    return await answer;
  } catch (error) {
    if (isControllerError(error) || !(error instanceof Error) || !('code' in error)) throw error;
    throw unreachable(place.url, `${error.message} (${String(error.code)})`, error);
  }
}

async function* counted(
  { traffic }: ExchangePlace,
  body: Iterable<Buffer> | AsyncIterable<Buffer> = [],
): AsyncGenerator<Buffer> {
  for await (const chunk of body) {
    traffic.bytesSent += chunk.length;
    yield chunk;
  }
}

async function* received({ traffic }: ExchangePlace, body: Buffer): AsyncGenerator<Buffer> {
  if (body.length === 0) return;
  traffic.bytesReceived += body.length;
  yield body;
}
