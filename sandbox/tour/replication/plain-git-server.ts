import { mkdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { whyForeign } from '../../kernel/foreign-request.ts';
import { readCgiHead, startGitCgi } from '../../services/codecommit/git/git-cgi.ts';
import { requireGit } from '../../services/codecommit/objects/run-git.ts';

/** Some git server that is not CodeCommit, as a team may come from. */
export interface PlainGitServer {
  /** Of the repository `sea-charts`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves one repository with three branches and two tags to everybody on this machine. */
export async function startPlainGitServer(folder: string): Promise<PlainGitServer> {
  await seaCharts(join(folder, 'sea-charts.git'));
  const server = createServer((request, response) => {
    answer(folder, request, response).catch(() => response.destroy());
  });
  // As the sandbox's own server: an idle connection is the client's to close.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/sea-charts.git`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (whyForeign(request) !== undefined) {
    response.writeHead(403).end();
    return;
  }
  const { pathname, search } = new URL(request.url ?? '/', 'http://server');
  const child = startGitCgi({
    projectRoot: folder,
    path: pathname,
    method: request.method ?? 'GET',
    query: search.slice(1),
    contentType: request.headers['content-type'],
    user: '',
  });
  const input = pipeline(request, child.stdin).catch(() => undefined);
  const head = await readCgiHead(child);
  response.writeHead(head.status, head.headers);
  response.write(head.body);
  await pipeline(child.stdout, response);
  await input;
}

/** A history with a merge, whose default branch is called `trunk`. */
async function seaCharts(at: string): Promise<void> {
  await mkdir(at, { recursive: true });
  await requireGit(['init', '--quiet', '--bare', '--initial-branch', 'trunk'], { cwd: at });
  await requireGit(['fast-import', '--quiet', '--date-format=raw'], { cwd: at, input: history.join('') });
}

const commit = (branch: string, [mark, text, parents]: readonly [number, string, string]) =>
  `commit refs/heads/${branch}\nmark :${mark}\ncommitter Robin Ferry <robin@harbor.example> ${1_600_000_000 + mark * 3600} +0000\ndata ${text.length}\n${text}\n${parents}M 644 inline charts/${mark}.txt\ndata ${text.length}\n${text}\n\n`;

const history = [
  commit('trunk', [1, 'Chart the harbor', '']),
  commit('trunk', [2, 'Chart the bay', 'from :1\n']),
  commit('depths', [3, 'Sound the channel', 'from :1\n']),
  commit('trunk', [4, 'Join depths', 'from :2\nmerge :3\n']),
  commit('lights', [5, 'Mark the lighthouse', 'from :4\n']),
  'tag edition-1\nfrom :4\ntagger Robin Ferry <robin@harbor.example> 1600020000 +0000\ndata 13\nFirst edition\n',
  'reset refs/tags/printed\nfrom :2\n\n',
];
