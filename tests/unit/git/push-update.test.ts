import { describe, expect, it } from 'vitest';
import { pushUpdate } from '../../../shared/git/sync/push-update.ts';
import { scriptedRemote } from '../../support/git/scripted-remote.ts';
import { packet } from './wire-text.ts';

const a = 'a'.repeat(40);
const b = 'b'.repeat(40);
const main = 'refs/heads/main';
const update = { ref: main, old: b, new: a };
const pack = `${packet(`ACK ${b}\n`)}${packet(`\u0001PACK${'\0'.repeat(3)}\u0002${'\0'.repeat(24)}`)}0000`;

/** What comes of a push of which the replica says these lines, with a flush at their end or without. */
function pushSaying(lines: readonly string[], { isWhole = true } = {}) {
  const report = `${lines.map((line) => packet(`${line}\n`)).join('')}${isWhole ? '0000' : ''}`;
  return pushUpdate({
    source: scriptedRemote(() => pack),
    replica: scriptedRemote(() => `${packet(`\u0001${report}`)}0000`),
    update,
  });
}

describe('pushUpdate', () => {
  it('has replicated what the replica says it has taken', async () => {
    expect(await pushSaying(['unpack ok', `ok ${main}`])).toMatchObject({ kind: 'replicated', objects: 0 });
  });

  it.each<readonly [string, readonly string[], string]>([
    ['refuses the ref', ['unpack ok', `ng ${main} stale info`], `the replica refused ${main}: stale info`],
    [
      'refuses it and says ok too',
      ['unpack ok', `ng ${main} no`, `ok ${main}`],
      `the replica refused ${main}: no`,
    ],
    [
      'says ok and refuses it too',
      ['unpack ok', `ok ${main}`, `ng ${main} no`],
      `the replica refused ${main}: no`,
    ],
    ['gives no reason', ['unpack ok', `ng ${main}`], `the replica refused ${main}: no reason given`],
    [
      'cannot take the pack',
      ['unpack index-pack failed', `ok ${main}`],
      'could not take the pack: index-pack failed',
    ],
    [
      'does not speak of the ref',
      ['unpack ok', 'ok refs/heads/other'],
      `the replica did not report on ${main}`,
    ],
    ['speaks of no ref', ['unpack ok'], `the replica did not report on ${main}`],
    ['says something else', ['unpack ok', 'perhaps'], '"perhaps" is no line of a report'],
    ['says nothing of the pack', [`ok ${main}`], 'a report begins with'],
  ])('leaves it to a whole run when the replica %s', async (_what, lines, reason) => {
    expect(await pushSaying(lines)).toEqual({ kind: 'needs-sync', reason: expect.stringContaining(reason) });
  });

  it.each([
    `refs/heads/${'y'.repeat(1_100)}`,
    'refs/heads/a b',
    `refs/heads/x\n0000${a} ${b} refs/heads/main`,
    'refs/heads/x\0 atomic',
  ])('asks nobody to move a ref whose name no server can be given: %j', async (ref) => {
    const replica = scriptedRemote(() => '');

    const result = await pushUpdate({
      source: scriptedRemote(() => pack),
      replica,
      update: { ...update, ref },
    });

    expect(result).toEqual({
      kind: 'needs-sync',
      reason: expect.stringMatching(
        /has a name of 1111 bytes, and 1024 are the most$|^git's rules forbid the name /,
      ),
    });
    expect(replica.asked).toEqual([]);
  });

  it('leaves it to a whole run when the report breaks off, whatever it said until then', async () => {
    expect(await pushSaying(['unpack ok', `ok ${main}`], { isWhole: false })).toEqual({
      kind: 'needs-sync',
      reason: expect.stringContaining('the report is not whole'),
    });
  });
});
