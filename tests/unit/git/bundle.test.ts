import { describe, expect, it } from 'vitest';
import { readBundle, writeBundleHeader } from '../../../shared/git/packs/bundle.ts';
import { inPieces, wholeOf } from './wire-text.ts';

const a = 'a'.repeat(40);
const b = 'b'.repeat(40);

describe('writeBundleHeader', () => {
  it('writes prerequisites with their space, refs, and an empty line', () => {
    const header = writeBundleHeader({ prerequisites: [a], refs: new Map([['refs/heads/main', b]]) });

    expect(header.toString()).toBe(`# v2 git bundle\n-${a} \n${b} refs/heads/main\n\n`);
  });
});

describe('readBundle', () => {
  it.each([1, 7, 1000])('gives head and pack of a file that arrives %i bytes at a time', async (size) => {
    const file = `# v2 git bundle\n-${a} a comment\n${b} refs/heads/main\n${b} HEAD\n\nPACK\n\nrest`;

    const bundle = await readBundle(inPieces(file, size));

    expect(bundle.prerequisites).toEqual([a]);
    expect([...bundle.refs]).toEqual([
      ['refs/heads/main', b],
      ['HEAD', b],
    ]);
    expect((await wholeOf(bundle.pack)).toString()).toBe('PACK\n\nrest');
  });

  it.each([
    ['another format', '# v3 git bundle\n\n', 'it begins with "# v3 git bundle"'],
    ['a head without an end', '# v2 git bundle\n', 'its head has no end'],
    ['a line that is none', '# v2 git bundle\nhello\n\n', '"hello" is no line of its head'],
    ['a name that git forbids', `# v2 git bundle\n${a} refs/heads/a b\n\n`, 'is no line of its head'],
  ])('declines %s', async (_what, file, why) => {
    await expect(readBundle(inPieces(file, 5))).rejects.toThrow(why);
  });
});
