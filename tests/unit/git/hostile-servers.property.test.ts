import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isControllerError } from '../../../shared/core/error.ts';
import { fetchPack } from '../../../shared/git/packs/fetch-pack.ts';
import { mirrorPolicy } from '../../../shared/git/plan/replication-policy.ts';
import { listRefs } from '../../../shared/git/refs/list-refs.ts';
import type { GitRemote, GitService } from '../../../shared/git/remote-types.ts';
import { pushUpdate } from '../../../shared/git/sync/push-update.ts';
import { syncRefs } from '../../../shared/git/sync/sync-refs.ts';
import { scriptedRemote } from '../../support/git/scripted-remote.ts';
import { packet, wholeOf } from './wire-text.ts';

const a = 'a'.repeat(40);
const b = 'b'.repeat(40);
const main = 'refs/heads/main';

/** A source that has what the replica has, and a pack without objects, whose checksum nobody looks at here. */
const goodPack = `${packet(`ACK ${b}\n`)}${packet(`\u0001PACK${'\0'.repeat(3)}\u0002${'\0'.repeat(24)}`)}0000`;

/** What a server lists; the last is all that a server of an empty repository says, with what it can do. */
const listing = (service: GitService, ref = `${'0'.repeat(40)} capabilities^{}`) =>
  `${packet(`# service=${service}\n`)}0000${packet(`${ref}\0side-band-64k report-status delete-refs`)}0000`;

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

// Right ones among them, so that every property also sees what it is about.
const orGood = (good: string) => fc.oneof({ arbitrary: bytes, weight: 3 }, fc.constant(Buffer.from(good)));
const goodListing = listing('git-upload-pack', `${a} ${main}`);
const goodReport = `${packet(`\u0001${packet('unpack ok\n')}${packet(`ok ${main}\n`)}0000`)}0000`;

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
    let lists = 0;
    await fc.assert(
      fc.asyncProperty(orGood(goodListing), pieceSize, async (answer, size) => {
        const found = await ends(
          listRefs(
            scriptedRemote(() => answer, size),
            'git-upload-pack',
          ),
        );

        for (const [ref, oid] of found?.refs ?? []) {
          expect(ref).toMatch(/^refs\/(heads|tags)\/[^\0 ~^:?*[\\]+$/);
          expect(oid).toMatch(/^[0-9a-f]{40}$/);
        }
        if (found === undefined) return;
        lists += 1;
        expect(answer.toString('latin1')).toMatch(/^001e# service=git-upload-pack\n0000.*0000$/s);
        if (answer.equals(Buffer.from(goodListing))) expect([...found.refs]).toEqual([[main, a]]);
      }),
      { numRuns: 400 },
    );
    expect(lists).toBeGreaterThan(20);
  });

  it('a fetch ends, and its pack is whole only after a flush', async () => {
    let packs = 0;
    await fc.assert(
      fc.asyncProperty(orGood(goodPack), pieceSize, async (answer, size) => {
        const whole = await ends(
          fetchPack(
            scriptedRemote(() => answer, size),
            { wants: [a], haves: [b], receiver: [] },
          ).then((pack) => wholeOf(pack.bytes)),
        );

        if (whole === undefined) return;
        packs += 1;
        expect(answer.includes('0000')).toBe(true);
        expect(whole.subarray(0, 4).toString()).toBe('PACK');
      }),
      { numRuns: 400 },
    );
    expect(packs).toBeGreaterThan(20);
  });

  it('a push is a success only when a report says unpack ok and ok for that ref', async () => {
    let successes = 0;
    await fc.assert(
      fc.asyncProperty(orGood(goodReport), pieceSize, async (answer, size) => {
        const result = await ends(
          pushUpdate({
            source: scriptedRemote(() => goodPack),
            replica: scriptedRemote(() => answer, size),
            update: { ref: main, old: b, new: a },
          }),
        );

        if (answer.equals(Buffer.from(goodReport))) expect(result?.kind).toBe('replicated');
        if (result?.kind !== 'replicated') return;
        successes += 1;
        expect(answer.includes('unpack ok')).toBe(true);
        expect(answer.includes(`ok ${main}`)).toBe(true);
        expect(answer.includes('0000')).toBe(true);
      }),
      { numRuns: 400 },
    );
    expect(successes).toBeGreaterThan(20);
  });

  it('a whole run ends, and says that all is done only when the replica did', async () => {
    let equal = 0;
    const answersOf = fc.array(orGood(goodReport), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(answersOf, pieceSize, async (answers, size) => {
        let turn = 0;
        const hostile = scriptedRemote(() => {
          turn += 1;
          return answers[turn % answers.length] ?? '';
        }, size);
        const replica: GitRemote = {
          ...hostile,
          exchange: (request) =>
            request.method === 'GET'
              ? scriptedRemote(() => listing('git-receive-pack')).exchange(request)
              : hostile.exchange(request),
        };
        const source = scriptedRemote(({ method }) =>
          method === 'GET' ? listing('git-upload-pack', `${a} ${main}`) : goodPack,
        );

        const report = await ends(syncRefs({ source, replica, policy: mirrorPolicy, now: 0 }));

        if (!report?.inSync) return;
        equal += 1;
        expect(answers.some((answer) => answer.includes(`ok ${main}`))).toBe(true);
      }),
      { numRuns: 200 },
    );
    expect(equal).toBeGreaterThan(5);
  });
});
