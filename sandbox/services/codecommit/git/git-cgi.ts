import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { gitEnvironment } from '../objects/run-git.ts';

/** One request for git's own `http-backend`. */
export interface CgiRequest {
  readonly projectRoot: string;
  /** Below the root, for example `/111122223333/eu-west-1/shop.git/info/refs`. */
  readonly path: string;
  readonly method: string;
  readonly query: string;
  readonly contentType: string | undefined;
  readonly user: string;
}

/** What a CGI program says before its body. */
export interface CgiHead {
  readonly status: number;
  readonly headers: Record<string, string>;
  /** The bytes of the body that came with the head. */
  readonly body: Buffer;
}

/** Starts `git http-backend`; the body of the request goes to its input. It speaks protocol version 0 only. */
export function startGitCgi(request: CgiRequest): ChildProcessWithoutNullStreams {
  return spawn('git', ['http-backend'], {
    env: {
      ...gitEnvironment(),
      GIT_PROJECT_ROOT: request.projectRoot,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: request.path,
      REQUEST_METHOD: request.method,
      QUERY_STRING: request.query,
      CONTENT_TYPE: request.contentType ?? '',
      REMOTE_USER: request.user,
    },
  });
}

/** Reads the head of the answer; the stream stands after it, paused. Rejects when the program ends before. */
export function readCgiHead(child: ChildProcessWithoutNullStreams): Promise<CgiHead> {
  return new Promise((resolve, reject) => {
    let bytes: Buffer = Buffer.alloc(0);
    const onData = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0) return;
      child.stdout.pause();
      child.stdout.off('data', onData);
      resolve(headOf(bytes.toString('latin1', 0, end), bytes.subarray(end + 4)));
    };
    child.stdout.on('data', onData);
    child.once('error', reject);
    child.stdout.once('end', () => reject(new Error('git http-backend ended without an answer')));
  });
}

function headOf(text: string, body: Buffer): CgiHead {
  const headers: Record<string, string> = {};
  let status = 200;
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === 'status') status = Number.parseInt(value, 10);
    else headers[name] = value;
  }
  return { status, headers, body };
}
