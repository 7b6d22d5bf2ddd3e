import type { GitRemote, GitRequest, GitService } from '../../../shared/git/remote-types.ts';

/** What a server says: bytes, bytes of another kind, bytes and then a broken connection, or an error instead. */
export type Said =
  | Buffer
  | string
  | { readonly bytes: Buffer | string; readonly thenBreaks?: Error; readonly contentType?: string }
  | Error;

/** A remote that counts: every answer has to be read to its end, left or cancelled, and the remote closed. */
export interface ScriptedRemote extends GitRemote {
  readonly asked: readonly string[];
  /** Answers that were begun and are neither at their end nor closed. */
  openAnswers(): number;
  readonly isClosed: boolean;
}

/** A remote whose server is a function from a request to what it says, in pieces of any size. */
export function scriptedRemote(answer: (request: GitRequest) => Said, pieceSize = 16): ScriptedRemote {
  const known = new Map<GitService, readonly string[]>([
    ['git-upload-pack', ['side-band-64k', 'thin-pack']],
    ['git-receive-pack', ['report-status', 'delete-refs', 'side-band-64k']],
  ]);
  const open = new Set<object>();
  const asked: string[] = [];
  let isClosed = false;
  return {
    asked,
    openAnswers: () => open.size,
    get isClosed() {
      return isClosed;
    },
    url: 'https://git.example.com/shop',
    timeouts: { connectMs: 1, idleMs: 1, listMs: 1, transferMs: 1 },
    traffic: { requests: 0, bytesSent: 0, bytesReceived: 0 },
    now: () => 0,
    capabilities: (service) => known.get(service),
    learn: (service, words) => void (words === undefined ? known.delete(service) : known.set(service, words)),
    async exchange(request) {
      const { method, path, body } = request;
      asked.push(`${method} ${path}`);
      if (body !== undefined && !Buffer.isBuffer(body)) for await (const chunk of body) void chunk;
      const said = answer(request);
      if (said instanceof Error) throw said;
      const one = {};
      open.add(one);
      const advertised = `application/x-${/git-[a-z]+-pack/.exec(path)?.[0]}-advertisement`;
      return {
        contentType: (isWhole(said) ? undefined : said.contentType) ?? advertised,
        body: inPieces(said, pieceSize, () => open.delete(one)),
        cancel: () => void open.delete(one),
      };
    },
    close: () => {
      isClosed = true;
    },
  };
}

async function* inPieces(
  said: Exclude<Said, Error>,
  size: number,
  close: () => void,
): AsyncGenerator<Buffer> {
  const whole = Buffer.from(isWhole(said) ? said : said.bytes);
  try {
    for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
    if (!isWhole(said) && said.thenBreaks) throw said.thenBreaks;
  } finally {
    close();
  }
}

function isWhole(said: Exclude<Said, Error>): said is Buffer | string {
  return typeof said === 'string' || Buffer.isBuffer(said);
}
