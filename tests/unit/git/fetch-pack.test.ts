import { describe, expect, it } from 'vitest';
import { fetchPack } from '../../../shared/git/packs/fetch-pack.ts';
import { scriptedRemote } from '../../support/git/scripted-remote.ts';
import { packet, wholeOf } from './wire-text.ts';

const a = 'a'.repeat(40);
const wanted = { wants: [a], haves: [], receiver: [] };
const saying = (...bands: readonly string[]) =>
  scriptedRemote(
    () => `${packet('NAK\n')}${bands.map((band) => packet(`\u0001${band}`)).join('')}0000`,
    10_000,
  );

describe('fetchPack', () => {
  it.each([
    ['version 2', 'PACK\0\0\0\u0002\0\0\0\u0007rest'],
    ['version 3', 'PACK\0\0\0\u0003\0\0\0\u0007rest'],
  ])('gives a pack of %s, and how many objects are in it', async (_what, pack) => {
    const { objects, bytes } = await fetchPack(saying(pack.slice(0, 6), pack.slice(6)), wanted);

    expect(objects).toBe(7);
    expect((await wholeOf(bytes)).toString('latin1')).toBe(pack);
  });

  it.each([
    ['begins otherwise', 'JUNK\0\0\0\u0002\0\0\0\u0007rest', 'what it sent is no pack'],
    ['is of a version to come', 'PACK\0\0\0\u0004\0\0\0\u0007rest', 'what it sent is no pack'],
    ['is of no version', 'PACK\u0001\0\0\u0002\0\0\0\u0007rest', 'what it sent is no pack'],
    ['is too short', 'PACK\0\0\0', 'it sent no pack'],
  ])('refuses what %s', async (_what, pack, why) => {
    const remote = saying(pack);

    await expect(fetchPack(remote, wanted)).rejects.toMatchObject({
      code: 'protocol-violation',
      message: expect.stringContaining(why),
    });
    expect(remote.openAnswers()).toBe(0);
  });
});
