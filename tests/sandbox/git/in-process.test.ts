import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerGit } from '../../../sandbox/services/codecommit/git/git-in-process.ts';
import { aGitWorld, commitFile, type GitWorld, headerFor, refEvents, tipOf } from './a-git-world.ts';

/** The pack with no object in it. */
const emptyPack = Buffer.from('5041434b0000000200000000029d08823bd8a8eab510ad6ac75c823cfd3ed31e', 'hex');
const zero = '0'.repeat(40);

interface Asked {
  readonly path: string;
  readonly body?: Buffer;
  readonly authorization?: string;
}

let at: GitWorld;
let one = '';
let two = '';
let tag = '';
/** Two repositories with the same content: one is asked over HTTP, the other in process. */
let byHttp = '';
let inProcess = '';

beforeAll(async () => {
  at = await aGitWorld();
  byHttp = await at.repository();
  inProcess = await at.repository();
  const clone = await at.clone(byHttp);
  one = await tipOf(at.git, clone);
  two = await commitFile(at.git, clone, 'two');
  await at.git(clone, ['tag', '-a', 'v1', '-m', 'v1', one]);
  await at.git(clone, ['tag', '-a', 'v2', '-m', 'v2', 'v1']);
  tag = await tipOf(at.git, clone, 'v1');
  for (const repository of [byHttp, inProcess])
    await at.git(clone, ['push', '-q', at.url(repository), 'main', `${one}:refs/heads/a/b`, 'v1', 'v2']);
});
afterAll(() => at.close());

/** What both answer to the same request, HTTP first. */
async function bothAnswers({ path, body, authorization }: Asked) {
  const method = body === undefined ? 'GET' : 'POST';
  const headersFor = (repository: string) => ({
    authorization: authorization ?? headerFor(at.url(repository)),
  });
  const response = await fetch(`${at.url(byHttp)}/${path}`, {
    method,
    headers: { ...headersFor(byHttp), 'content-type': `application/x-${path}-request` },
    ...(body !== undefined && { body }),
  });
  const answer = await answerGit(at.world, {
    method,
    url: `/v1/repos/${inProcess}/${path}`,
    headers: { ...headersFor(inProcess), host: new URL(at.world.endpoint).host },
    body,
  });
  const http = {
    status: response.status,
    contentType: response.headers.get('content-type'),
    body: inOneVoice(await response.text()),
  };
  return [http, { ...answer, body: inOneVoice(answer.body.toString('utf8')) }] as const;
}

/** Why a ref was not moved is worded differently by versions of git after 2.39; that it was not is the same. */
function inOneVoice(body: string): string {
  return body.replace(/[0-9a-f]{4}(ng \S+) (?!missing|funny|deletion).*\n/g, '$1\n');
}

const packet = (line: string) => `${(line.length + 4).toString(16).padStart(4, '0')}${line}`;

function push(commands: readonly string[], words = 'report-status'): Asked {
  const lines = commands.map((command, index) => packet(index === 0 ? `${command}\0 ${words}` : command));
  return {
    path: 'git-receive-pack',
    body: Buffer.concat([Buffer.from(`${lines.join('')}0000`), emptyPack]),
  };
}

describe('git that is answered in process says what git says over HTTP', () => {
  it.each<[string, () => Asked]>([
    ['to a list for fetching', () => ({ path: 'info/refs?service=git-upload-pack' })],
    ['to a list for pushing', () => ({ path: 'info/refs?service=git-receive-pack' })],
    ['without a service', () => ({ path: 'info/refs' })],
    ['to no git', () => ({ path: 'HEAD' })],
    [
      'to credentials that are none',
      () => ({ path: 'info/refs?service=git-upload-pack', authorization: 'Basic eA==' }),
    ],
    [
      'to a branch and a tag that are new',
      () => push([`${zero} ${one} refs/heads/c`, `${zero} ${two} refs/tags/c`]),
    ],
    [
      'to a branch that moves, in side-bands',
      () => push([`${two} ${one} refs/heads/main`], 'report-status side-band-64k'),
    ],
    ['to a branch that is deleted', () => push([`${one} ${zero} refs/heads/c`])],
    ['to a branch that is not where it is said to be', () => push([`${two} ${one} refs/heads/a/b`])],
    ['to a branch that is there', () => push([`${zero} ${one} refs/heads/a/b`])],
    ['to a branch that is a folder', () => push([`${zero} ${one} refs/heads/a`])],
    ['to the deletion of what is elsewhere', () => push([`${two} ${zero} refs/heads/a/b`])],
    ['to the deletion of the default branch', () => push([`${one} ${zero} refs/heads/main`])],
    ['to a branch at a tag object', () => push([`${zero} ${tag} refs/heads/d`])],
    ['to a name that is none', () => push([`${zero} ${one} refs/heads/a..b`])],
    [
      'to objects that nobody has',
      () => push([`${zero} ${'1'.repeat(40)} refs/heads/d`, `${zero} ${one} refs/heads/e`]),
    ],
    [
      'to a capability that was not offered',
      () => push([`${zero} ${one} refs/heads/f`], 'report-status atomic'),
    ],
    [
      'to a push without its pack',
      () => ({
        path: 'git-receive-pack',
        body: Buffer.from(`${packet(`${zero} ${one} refs/heads/g\0report-status`)}0000`),
      }),
    ],
    [
      'to a want that nobody has',
      () => ({
        path: 'git-upload-pack',
        body: Buffer.from(`${packet(`want ${'1'.repeat(40)}\n`)}00000009done\n`),
      }),
    ],
    [
      'to haves without done that nobody has',
      () => ({
        path: 'git-upload-pack',
        body: Buffer.from(
          `${packet(`want ${two} multi_ack_detailed\n`)}0000${packet(`have ${'1'.repeat(40)}\n`)}0000`,
        ),
      }),
    ],
  ])('%s', async (_what, asked) => {
    const [http, answer] = await bothAnswers(asked());

    expect(answer).toEqual(http);
  });

  it('and tells the same events', async () => {
    expect(refEvents(at.world, inProcess)).toEqual(refEvents(at.world, byHttp));
  });
});
