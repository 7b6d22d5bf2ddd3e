import { describe, expect, it } from 'vitest';
import { fetchPack } from '../../../shared/git/packs/fetch-pack.ts';
import { isFastForward } from '../../../shared/git/packs/is-fast-forward.ts';
import { pushPack } from '../../../shared/git/packs/push-pack.ts';
import { transferPack } from '../../../shared/git/packs/transfer-pack.ts';
import { mirrorPolicy } from '../../../shared/git/plan/replication-policy.ts';
import { listRefs } from '../../../shared/git/refs/list-refs.ts';
import { pushUpdate } from '../../../shared/git/sync/push-update.ts';
import { syncRefs } from '../../../shared/git/sync/sync-refs.ts';
import { type Said, type ScriptedRemote, scriptedRemote } from '../../support/git/scripted-remote.ts';
import { packet, wholeOf } from './wire-text.ts';

const a = 'a'.repeat(40);
const b = 'b'.repeat(40);
const main = 'refs/heads/main';
const update = { ref: main, old: b, new: a };

const pack = `${packet(`ACK ${b}\n`)}${packet(`\u0001PACK${'\0'.repeat(3)}\u0002${'\0'.repeat(24)}`)}0000`;
const report = `${packet(`\u0001${packet('unpack ok\n')}${packet(`ok ${main}\n`)}0000`)}0000`;
const listing = (service: string, ref = `${a} ${main}`) =>
  `${packet(`# service=${service}\n`)}0000${packet(`${ref}\0side-band-64k report-status delete-refs\n`)}0000`;

/** What each of git's four requests is answered with when all is well. */
const well: Readonly<Record<string, string>> = {
  'GET /info/refs?service=git-upload-pack': listing('git-upload-pack'),
  'GET /info/refs?service=git-receive-pack': listing('git-receive-pack', `${b} ${main}`),
  'POST /git-upload-pack': pack,
  'POST /git-receive-pack': report,
};

interface Sides {
  readonly source: ScriptedRemote;
  readonly replica: ScriptedRemote;
}

const operations: Readonly<Record<string, (sides: Sides) => Promise<unknown>>> = {
  'listing refs': ({ source }) => listRefs(source, 'git-upload-pack'),
  'fetching a pack': ({ source }) =>
    fetchPack(source, { wants: [a], haves: [b], receiver: [] }).then(({ bytes }) => wholeOf(bytes)),
  'fetching a pack that nobody wants any more': async ({ source }) =>
    (await fetchPack(source, { wants: [a], haves: [b], receiver: [] })).cancel(),
  'fetching a pack that is left early': async ({ source }) => {
    const { bytes } = await fetchPack(source, { wants: [a], haves: [b], receiver: [] });
    for await (const _chunk of bytes) break;
  },
  pushing: ({ replica }) => pushPack(replica, { updates: [update], pack: 'empty' }),
  'asking for a fast-forward': ({ source }) => isFastForward(source, { old: b, new: a }),
  'moving a pack': (sides) => transferPack({ ...sides, updates: [update], wants: [a], haves: [b] }),
  'moving one branch': (sides) => pushUpdate({ ...sides, update }),
  'moving one branch forward only': (sides) => pushUpdate({ ...sides, update, onlyFastForward: true }),
  'a whole run': (sides) => syncRefs({ ...sides, policy: mirrorPolicy, now: 0 }),
};

/** Both sides, of which one request is answered otherwise; in small pieces unless told. */
function sidesThat(answerTo?: string, said: Said = '', pieceSize = 8): Sides {
  const remote = () =>
    scriptedRemote(({ method, path }) => {
      const request = `${method} ${path}`;
      return request === answerTo ? said : (well[request] ?? '');
    }, pieceSize);
  return { source: remote(), replica: remote() };
}

async function openAfter(act: (sides: Sides) => Promise<unknown>, sides: Sides): Promise<number> {
  await act(sides).catch(() => undefined);
  return sides.source.openAnswers() + sides.replica.openAnswers();
}

describe.each(Object.entries(operations))('%s', (_name, act) => {
  it.each([8, 10_000])(
    'asks, and leaves no answer open when all is well, in pieces of %i',
    async (pieceSize) => {
      const sides = sidesThat(undefined, '', pieceSize);

      await act(sides);

      expect(sides.source.asked.length + sides.replica.asked.length).toBeGreaterThan(0);
      expect(sides.source.openAnswers() + sides.replica.openAnswers()).toBe(0);
    },
  );

  it('leaves no answer open wherever one is cut, ends, or goes on with something else', async () => {
    const broken = new Error('socket hang up');
    let tried = 0;
    for (const [request, answer] of Object.entries(well))
      for (let at = 0; at <= answer.length; at += 8) {
        const bytes = answer.slice(0, at);
        const others: Said[] = [
          bytes,
          { bytes, thenBreaks: broken },
          `${bytes}${'?'.repeat(80)}`,
          `${bytes}${packet('\u0003fatal')}${packet('\u0002more')}`,
          `${bytes}${packet('\u0009')}${packet('\u0002more')}`,
        ];
        for (const said of others) {
          tried += 1;
          expect([request, at, await openAfter(act, sidesThat(request, said))]).toEqual([request, at, 0]);
        }
      }
    expect(tried).toBeGreaterThan(100);
  });

  it('leaves none open when a server refuses, or cannot be reached', async () => {
    for (const request of Object.keys(well)) {
      expect(await openAfter(act, sidesThat(request, new Error('ECONNREFUSED')))).toBe(0);
      expect(await openAfter(act, sidesThat(request, packet('ERR upload-pack: not our ref')))).toBe(0);
      const page = { bytes: '<html>', contentType: 'text/html' };
      expect(await openAfter(act, sidesThat(request, page))).toBe(0);
    }
  });
});

describe('a pack that the replica does not take', () => {
  /** More than is held to send its length. */
  const piece = packet(`\u0001${'x'.repeat(60_000)}`);
  const largePack = `${pack.slice(0, -4)}${piece.repeat(20)}0000`;

  it('is closed at the source when the push fails before it has begun', async () => {
    const { source, replica } = sidesThat('POST /git-upload-pack', largePack, 60_000);
    const exchange = () => Promise.reject(new Error('ECONNREFUSED'));

    const moving = transferPack({
      source,
      replica: { ...replica, exchange },
      updates: [update],
      wants: [a],
      haves: [b],
    });

    await expect(moving).rejects.toThrow('ECONNREFUSED');
    expect(source.openAnswers()).toBe(0);
  });

  it('is closed at the source when that has nothing in common with the replica', async () => {
    const sides = sidesThat('POST /git-upload-pack', pack.replace(packet(`ACK ${b}\n`), packet('NAK\n')));

    await expect(
      transferPack({ ...sides, updates: [update], wants: [a], haves: [b], onlyInCommon: true }),
    ).rejects.toMatchObject({ code: 'object-missing' });
    expect(sides.source.openAnswers()).toBe(0);
  });

  it('is closed where it comes from when the replica stops taking it', async () => {
    let open = 0;
    async function* large(): AsyncGenerator<Buffer> {
      open += 1;
      try {
        for (let at = 0; at < 4; at += 1) yield Buffer.alloc(1024 * 1024);
      } finally {
        open -= 1;
      }
    }
    const { replica } = sidesThat();
    const exchange: typeof replica.exchange = async ({ body }) => {
      for await (const _chunk of body as AsyncIterable<Buffer>) break;
      throw new Error('socket hang up');
    };

    const pushing = pushPack({ ...replica, exchange }, { updates: [update], pack: large() });

    await expect(pushing).rejects.toThrow('socket hang up');
    expect(open).toBe(0);
  });
});
