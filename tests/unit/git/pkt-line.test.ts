import { describe, expect, it } from 'vitest';
import { createPktParser, encodePacket } from '../../../shared/git/wire/pkt-line.ts';
import { readBandOne, readPackets, readTokens } from '../../../shared/git/wire/read-packets.ts';
import { inPieces, packet, wholeOf } from './wire-text.ts';

const url = 'https://git.example.com/shop';

const packetsOf = async (text: string | Buffer, size: number) => {
  const found: (string | undefined)[] = [];
  for await (const one of readPackets(inPieces(text, size), url)) found.push(one?.toString());
  return found;
};

describe('encodePacket', () => {
  it('puts the length, its own four digits included, before the content', () => {
    expect(encodePacket('done\n').toString()).toBe('0009done\n');
    expect(encodePacket('').toString()).toBe('0004');
    expect(encodePacket('é').toString()).toBe('0006é');
  });

  it('declines what is longer than a packet can be', () => {
    expect(encodePacket(Buffer.alloc(65_516)).length).toBe(65_520);
    expect(() => encodePacket(Buffer.alloc(65_517))).toThrow('a packet of 65521 bytes is too long');
  });
});

describe('the parser', () => {
  it.each([1, 2, 3, 5, 1000])('reads packets that arrive %i bytes at a time', async (size) => {
    expect(await packetsOf('0006a\n0000000bsecond\n0004', size)).toEqual(['a\n', undefined, 'second\n', '']);
  });

  it('gives the parts of a packet as they arrive, and holds none back', () => {
    const parser = createPktParser(url);

    expect(parser.feed(Buffer.from('000'))).toEqual([]);
    expect(parser.feed(Buffer.from('aab'))).toEqual([
      { kind: 'data', bytes: Buffer.from('ab'), first: true, last: false },
    ]);
    expect(parser.feed(Buffer.from('cdef0000'))).toEqual([
      { kind: 'data', bytes: Buffer.from('cdef'), first: false, last: true },
      { kind: 'flush' },
    ]);
  });

  it.each([
    ['a delimiter of protocol version 2', '0001', '"0001" is not the length of a packet'],
    ['an end of protocol version 2', '0002', '"0002" is not the length of a packet'],
    ['a length that is too short', '0003', '"0003" is not the length of a packet'],
    ['a length that is too long', 'fff1', '"fff1" is not the length of a packet'],
    ['a sign', '-001', '"-001" is not the length of a packet'],
    ['a page', '<html>', '"<htm" is not the length of a packet'],
    ['an end inside a packet', '000ahalf', 'the answer ended inside a packet'],
    ['an end inside a length', '00', 'the answer ended inside a packet'],
  ])('refuses %s', async (_what, text, why) => {
    await expect(packetsOf(text, 3)).rejects.toMatchObject({
      code: 'protocol-violation',
      message: `https://git.example.com/shop did not speak git's protocol: ${why}.`,
    });
  });
});

describe('side-bands', () => {
  const read = (text: string, size = 7) => wholeOf(readBandOne(readTokens(inPieces(text, size), url), url));

  it('give the data of band 1 and drop what is for people', async () => {
    const text = `${packet('\u0001PACK')}${packet('\u0002counting\r')}${packet('\u0001')}0004${packet('\u0001rest')}0000`;

    for (const size of [1, 4, 100]) expect((await read(text, size)).toString()).toBe('PACKrest');
  });

  it('fail with what band 3 says, on one line', async () => {
    await expect(read(`${packet('\u0001PA')}${packet('\u0003disk is\nfull')}`)).rejects.toMatchObject({
      code: 'remote-refused',
      message: 'https://git.example.com/shop refused: disk is full.',
    });
  });

  it.each([
    ['without a flush', packet('\u0001PACK')],
    ['in a fourth band', `${packet('\u0004PACK')}0000`],
    ['that are cut', packet('\u0001PACK').slice(0, 7)],
  ])('%s are no whole answer', async (_what, text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'protocol-violation' });
  });
});
