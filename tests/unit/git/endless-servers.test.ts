import { describe, expect, it } from 'vitest';
import { fetchPack } from '../../../shared/git/packs/fetch-pack.ts';
import { listRefs } from '../../../shared/git/refs/list-refs.ts';
import type { GitRemote } from '../../../shared/git/remote-types.ts';
import { pushUpdate } from '../../../shared/git/sync/push-update.ts';
import { scriptedRemote } from '../../support/git/scripted-remote.ts';
import { packet, wholeOf } from './wire-text.ts';

const a = 'a'.repeat(40);
const b = 'b'.repeat(40);
const main = 'refs/heads/main';
const goodPack = `${packet(`ACK ${b}\n`)}${packet(`\u0001PACK${'\0'.repeat(3)}\u0002${'\0'.repeat(24)}`)}0000`;

describe('a server that never stops', () => {
  const endless = (head: string, piece: Buffer) => {
    let given = 0;
    const remote = scriptedRemote(() => '');
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

  it.each([
    [
      'lists ten million refs',
      `${packet('# service=git-upload-pack\n')}0000`,
      packet(`${a} refs/pull/${'1'.repeat(300)}/head`),
      34,
    ],
    ['flushes for ever', `${packet('# service=git-upload-pack\n')}0000`, '0000', 1],
    ['sends packets of nothing', `${packet('# service=git-upload-pack\n')}0000`, '0004', 1],
  ])('a listing ends in a sentence when the server %s', async (_what, ...[head, piece, most]) => {
    const { remote, given } = endless(head, Buffer.from(piece.repeat(2_000)));

    await expect(listRefs(remote, 'git-upload-pack')).rejects.toMatchObject({
      code: 'protocol-violation',
      message: expect.stringMatching(
        /^https:\/\/git\.example\.com\/shop did not speak git's protocol: .{10,200}\.$/,
      ),
    });
    expect(given()).toBeLessThan(most * 2 ** 20);
  });

  const started = packet(`\u0001PACK${'\0'.repeat(3)}\u0002${'\0'.repeat(4)}`);
  it.each([
    ['answers haves for ever', '', packet('NAK\n'), 'answers to haves are longer than 1048576 bytes'],
    ['acknowledges for ever', '', packet(`ACK ${b} common\n`), 'answers to haves are longer'],
    [
      'tells of progress for ever before the pack',
      packet('NAK\n'),
      packet(`\u0002${'x'.repeat(900)}`),
      'more than 8388608 bytes of progress',
    ],
    [
      'tells of progress for ever in the pack',
      `${packet('NAK\n')}${started}`,
      packet('\u0002counting objects'),
      'more than 8388608 bytes of progress',
    ],
    [
      'sends empty packets in the pack',
      `${packet('NAK\n')}${started}`,
      '0004',
      'more than 8388608 bytes of progress',
    ],
    [
      'sends a band of nothing',
      `${packet('NAK\n')}${started}`,
      packet('\u0001'),
      'more than 8388608 bytes of progress',
    ],
  ])('a fetch ends in a sentence when the server %s', async (_what, ...[head, piece, why]) => {
    const { remote, given } = endless(head, Buffer.from(piece.repeat(1_000)));

    await expect(
      fetchPack(remote, { wants: [a], haves: [b], receiver: [] }).then((pack) => wholeOf(pack.bytes)),
    ).rejects.toMatchObject({ code: 'protocol-violation', message: expect.stringContaining(why) });
    expect(given()).toBeLessThan(17 * 2 ** 20);
  });

  it('reporting on a push is cut off at 8 MiB, and is no success', async () => {
    const { remote, given } = endless('', Buffer.from(packet(`\u0002${'x'.repeat(60_000)}`)));

    const result = await pushUpdate({
      source: scriptedRemote(() => goodPack),
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
