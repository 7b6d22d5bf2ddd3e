import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { ClientSettings } from '../../shared/aws/client-settings.ts';

/** What a service may say to a request: an output, an error by AWS's name for it, anything else, or nothing at all. */
export type Answer =
  | { readonly output: object }
  | { readonly error: string; readonly status?: number; readonly message?: string }
  | {
      readonly status: number;
      readonly text: string;
      readonly headers?: Readonly<Record<string, string>>;
      /** What it does after the text: ends the answer unless told otherwise. */
      readonly ending?: 'cut' | 'wait';
    }
  | 'cut';

/** One request, as an AWS service gets it. */
export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** `CodeBuild_20161006.StartBuild`; empty in protocols that name the operation otherwise. */
  readonly target: string;
  /** The body, parsed where it is JSON. */
  readonly body: unknown;
  readonly headers: IncomingMessage['headers'];
}

/** A service that says what it was told to say, in turn; whoever asks once more than that gets the last again. */
export interface AnsweringService {
  readonly endpoint: string;
  /** For a real SDK client that asks once. */
  readonly settings: ClientSettings & { readonly endpoint: string };
  readonly asked: readonly Asked[];
  /** Connections that stand. */
  connections(): Promise<number>;
}

/**
 * Starts a server on the loopback interface that answers by AWS's JSON protocols, and ends it with the test.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export async function serviceSaying(...answers: readonly Answer[]): Promise<AnsweringService> {
  const asked: Asked[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    asked.push(askedOf(request, await text(request)));
    say(response, answers[Math.min(asked.length, answers.length) - 1] ?? 'cut');
  };
  const server = createServer((request, response) => void answer(request, response));
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    asked,
    settings: {
      endpoint,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    },
    connections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
  };
}

function askedOf({ method = '', url = '', headers }: IncomingMessage, sent: string): Asked {
  const isJson = sent.startsWith('{');
  return {
    method,
    url,
    target: String(headers['x-amz-target'] ?? ''),
    body: isJson ? (JSON.parse(sent) as unknown) : sent,
    headers,
  };
}

function say(response: ServerResponse, answer: Answer): void {
  if (answer === 'cut') response.socket?.destroy();
  else if ('output' in answer) end(response, 200, JSON.stringify(answer.output));
  else if ('error' in answer) {
    const { error, status = 400, message = 'Something is wrong' } = answer;
    response.setHeader('x-amzn-errortype', error);
    end(response, status, JSON.stringify({ __type: error, message }));
  } else {
    for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
    if (answer.ending === undefined) end(response, answer.status, answer.text);
    else
      response.writeHead(answer.status).write(answer.text, () => {
        if (answer.ending === 'cut') response.socket?.destroy();
      });
  }
}

function end(response: ServerResponse, status: number, body: string): void {
  response.setHeader('x-amzn-requestid', 'e4b46cbf');
  response.statusCode = status;
  response.end(body);
}
