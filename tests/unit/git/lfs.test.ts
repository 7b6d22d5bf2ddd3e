import { describe, expect, it } from 'vitest';
import { readLfsAttributes } from '../../../shared/git/packs/lfs-attributes.ts';
import { lfsPointersIn } from '../../../shared/git/packs/lfs-pointers.ts';

// git pack-objects --stdout of one commit with a pointer (`large.bin`), a text file and an empty one.
const packed = [
  'UEFDSwAAAAIAAAAFkgl4nCspSk1VMEkzTjEysEhLNk80tjQzTzZINrUwMUm2MDNINDE0M7S0tEwzNDZNseBKLC3JyC',
  '9ScMzLU7BJzMtzSK1IzC3ISdVLzs+1UzA0N4ACBW0QyQUUzc0sKUklWgNXfl4qFwAkbylwpwZ4nDM0MDAzMVFI1Cup',
  'KGFw3dm8z2y7DXvHnTl7tufsbvhTvSHcEKIgNbegpJLh2dxHszddvObs3a25rjzqxqEnPcEToQpyEovSU/WSMvMYEk',
  '7cWK1152uVpWDy8ncbzu7Yb9LnAgDLHi3pM3icy8jkAgACFwDcMHicAwAAAAABsgh4nA3FSxLCIAwA0D2n4AIWEz4t',
  'vU0gQZhR6QjtwtPr27xLPqP1t65zHmM35tHm7VnG8r+eacn9ZcYh2VygemM9KqEPu+OVEFwARwmj9Tk6W6LcSwmREY',
  'U4pa1YTIB+YyLygpnQMayCNlo12lc0oHVe/QDuCCexiWZDiNK46NFHkwne6KICVhvwLdg=',
].join('');

describe('lfsPointersIn', () => {
  it('finds the pointers that stand in a pack', () => {
    expect(lfsPointersIn(Buffer.from(packed, 'base64'))).toEqual({
      pointers: [{ oid: '4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393', size: 12_345 }],
      complete: true,
    });
  });

  it.each([
    ['a pack too large to be kept', undefined],
    ['a pack that is cut', Buffer.from(packed, 'base64').subarray(0, 80)],
    ['what is no pack', Buffer.from('PACK')],
  ])('does not vouch for %s', (_what, pack) => {
    expect(lfsPointersIn(pack)).toEqual({ pointers: [], complete: false });
  });
});

describe('readLfsAttributes', () => {
  it('names the patterns that go to Git LFS', () => {
    const text = [
      '# *.zip filter=lfs',
      '*.psd filter=lfs diff=lfs merge=lfs -text',
      '*.txt text',
      '  media/**\tfilter=lfs',
      '[attr]lfs filter=lfs',
      '*.bin -filter=lfs',
      '',
    ].join('\n');

    expect(readLfsAttributes(text)).toEqual({ patterns: ['*.psd', 'media/**'] });
  });

  it('reads the beginning of a file that is too long, lists the first patterns, and says so', () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `art/${index}.psd filter=lfs`).join('\n');

    const { patterns, cut } = readLfsAttributes(text);

    expect(patterns).toEqual(Array.from({ length: 50 }, (_, index) => `art/${index}.psd`));
    expect(cut).toBe(
      'Of .gitattributes, which has 488,889 characters, only the first 100,000 were read. Of 4,212 patterns in .gitattributes that go to Git LFS, the first 50 are listed.',
    );
  });

  it.each([
    ['a line without an end', 'a'.repeat(500_000), { patterns: [] }],
    ['a pattern that is as long', `${'🦀'.repeat(400)} filter=lfs`, { patterns: [`${'🦀'.repeat(99)}…`] }],
  ])('is not impressed by %s', (_what, text, expected) => {
    expect(readLfsAttributes(text)).toMatchObject(expected);
  });
});
