import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isControllerError } from '../../../shared/core/error.ts';
import { fetchPack } from '../../../shared/git/fetch-pack.ts';
import { listRefs } from '../../../shared/git/list-refs.ts';
import { pushUpdate } from '../../../shared/git/push-update.ts';
import type { GitRemote, GitRequest, GitService } from '../../../shared/git/remote-types.ts';
import { mirrorPolicy } from '../../../shared/git/replication-policy.ts';
import { syncRefs } from '../../../shared/git/sync-refs.ts';
import { inPieces, packet, wholeOf } from './wire-text.ts';

const a = 'a'.repeat(40);
const b = 'b'.repeat(40);
const main = 'refs/heads/main';

/** A source that has what the replica has, and a pack without objects, whose checksum nobody looks at here. */
const goodPack = `${packet(`ACK ${b}\n`)}${packet(`\u0001PACK${'\0'.repeat(3)}\u0002${'\0'.repeat(24)}`)}0000`;

/** A remote whose server is a function from a request to the bytes of its answer, in pieces of any size. */
function remoteOf(answer: (request: GitRequest) => Buffer | string, pieceSize = 16): GitRemote {
  const known = new Map<GitService, readonly string[]>([
    ['git-upload-pack', ['side-band-64k', 'thin-pack']],
    ['git-receive-pack', ['report-status', 'delete-refs', 'side-band-64k']],
  ]);
  return {
    url: 'https://git.example.com/shop',
    timeouts: { connectMs: 1, idleMs: 1, listMs: 1, transferMs: 1 },
    traffic: { requests: 0, bytesSent: 0, bytesReceived: 0 },
    now: () => 0,
    capabilities: (service) => known.get(service),
    learn: (service, words) => void (words === undefined ? known.delete(service) : known.set(service, words)),
    async exchange(request) {
      const { body, path } = request;
      if (body !== undefined && !Buffer.isBuffer(body)) await wholeOf(body);
      return {
        contentType: `application/x-${/git-[a-z]+-pack/.exec(path)?.[0]}-advertisement`,
        body: inPieces(answer(request), pieceSize),
        cancel: () => undefined,
      };
    },
    close: () => undefined,
  };
}

const listing = (service: GitService, ref: string) =>
  `${packet(`# service=${service}\n`)}0000${ref === '' ? '' : packet(`${ref}\0side-band-64k report-status delete-refs`)}0000`;

// Pieces of the protocol in any order, so that answers come close to right ones, and any bytes besides.
const word = fc.constantFrom(
  '0000',
  '0001',
  '0004',
  packet('# service=git-upload-pack\n'),
  packet('# service=git-receive-pack\n'),
  packet(`${a} ${main}\0side-band-64k\n`),
  packet(`${b} ${main}\n`),
  packet('NAK\n'),
  packet(`ACK ${a}\n`),
  packet('ERR no\n'),
  packet('\u0001PACK'),
  packet('\u0002counting'),
  packet('\u0003fatal'),
  packet('unpack ok\n'),
  packet(`ok ${main}\n`),
  packet(`ng ${main} no\n`),
  packet(`\u0001${packet('unpack ok\n')}`),
  packet(`\u0001${packet(`ok ${main}\n`)}`),
);
const bytes = fc.oneof(
  fc.array(word, { maxLength: 12 }).map((words) => Buffer.from(words.join(''))),
  fc
    .tuple(fc.array(word, { maxLength: 6 }), fc.uint8Array({ maxLength: 40 }))
    .map(([words, noise]) => Buffer.concat([Buffer.from(words.join('')), Buffer.from(noise)])),
  fc.uint8Array({ maxLength: 200 }).map((noise) => Buffer.from(noise)),
);
const pieceSize = fc.integer({ min: 1, max: 64 });

/** Ends with a value or with an error of ours: anything else is a defect. */
async function ends<Value>(work: Promise<Value>): Promise<Value | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isControllerError(error)) return undefined;
    throw error;
  }
}

describe('whatever a server sends', () => {
  it('a listing ends, and gives only whole lists of well-formed refs', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, pieceSize, async (answer, size) => {
        const found = await ends(
          listRefs(
            remoteOf(() => answer, size),
            'git-upload-pack',
          ),
        );

        for (const [ref, oid] of found?.refs ?? []) {
          expect(ref).toMatch(/^refs\/(heads|tags)\/[^\0 ~^:?*[\\]+$/);
          expect(oid).toMatch(/^[0-9a-f]{40}$/);
        }
        if (found) expect(answer.toString('latin1')).toMatch(/^001e# service=git-upload-pack\n0000.*0000$/s);
      }),
      { numRuns: 400 },
    );
  });

  it('a fetch ends, and its pack is whole only after a flush', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, pieceSize, async (answer, size) => {
        const whole = await ends(
          fetchPack(
            remoteOf(() => answer, size),
            { wants: [a], haves: [b], receiver: [] },
          ).then((pack) => wholeOf(pack.bytes)),
        );

        if (whole) expect(answer.includes('0000')).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('a push is a success only when a report says unpack ok and ok for that ref', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, pieceSize, async (answer, size) => {
        const result = await ends(
          pushUpdate({
            source: remoteOf(() => goodPack),
            replica: remoteOf(() => answer, size),
            update: { ref: main, old: b, new: a },
          }),
        );

        if (result?.kind === 'replicated') {
          expect(answer.includes('unpack ok')).toBe(true);
          expect(answer.includes(`ok ${main}`)).toBe(true);
          expect(answer.includes('0000')).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('a push with such a report is one', async () => {
    const report = packet(`\u0001${packet('unpack ok\n')}${packet(`ok ${main}\n`)}0000`);

    const result = await pushUpdate({
      source: remoteOf(() => goodPack),
      replica: remoteOf(() => `${report}0000`),
      update: { ref: main, old: b, new: a },
    });

    expect(result).toMatchObject({ kind: 'replicated', objects: 0 });
  });

  it('a whole run ends, and says that all is done only when the replica did', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, { minLength: 1, maxLength: 6 }), pieceSize, async (answers, size) => {
        let turn = 0;
        const hostile = remoteOf(() => {
          turn += 1;
          return answers[turn % answers.length] ?? '';
        }, size);
        const replica: GitRemote = {
          ...hostile,
          exchange: (request) =>
            request.method === 'GET'
              ? remoteOf(() => listing('git-receive-pack', '')).exchange(request)
              : hostile.exchange(request),
        };
        const source = remoteOf(({ method }) =>
          method === 'GET' ? listing('git-upload-pack', `${a} ${main}`) : goodPack,
        );

        const report = await ends(syncRefs({ source, replica, policy: mirrorPolicy, now: 0 }));

        if (report?.inSync) expect(answers.some((answer) => answer.includes(`ok ${main}`))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a server that never stops', () => {
  const endless = (head: string, piece: Buffer) => {
    let given = 0;
    const remote = remoteOf(() => '');
    const exchange: GitRemote['exchange'] = async () => ({
      contentType: 'application/x-git-upload-pack-advertisement',
      body: (async function* () {
        yield Buffer.from(head);
        for (;;) {
          given += piece.length;
          yield piece;
        }
      })(),
      cancel: () => undefined,
    });
    return { remote: { ...remote, exchange }, given: () => given };
  };

  it('listing refs is cut off at 32 MiB', async () => {
    const line = packet(`${a} refs/heads/${'x'.repeat(60_000)}`);
    const { remote, given } = endless(
      `${packet('# service=git-upload-pack\n')}0000`,
      Buffer.from(line.replace('refs/heads/', 'refs/pull/z')),
    );

    await expect(listRefs(remote, 'git-upload-pack')).rejects.toMatchObject({ code: 'protocol-violation' });
    expect(given()).toBeLessThan(34 * 2 ** 20);
  });

  it('reporting on a push is cut off at 8 MiB, and is no success', async () => {
    const { remote, given } = endless('', Buffer.from(packet(`\u0002${'x'.repeat(60_000)}`)));

    const result = await pushUpdate({
      source: remoteOf(() => goodPack),
      replica: remote,
      update: { ref: main, old: b, new: a },
    });

    expect(result).toMatchObject({
      kind: 'needs-sync',
      reason: expect.stringContaining('longer than 8388608 bytes'),
    });
    expect(given()).toBeLessThan(9 * 2 ** 20);
  });
});
