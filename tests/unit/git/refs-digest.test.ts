import { expect, it } from 'vitest';
import { refsDigest } from '../../../shared/git/refs/refs-digest.ts';

const a = 'a'.repeat(40);
const b = 'b'.repeat(40);

it('the digest is the SHA-256 of the sorted lines, in whatever order the refs were listed', () => {
  // printf 'a…a refs/heads/main\nb…b refs/tags/v1\n' | sha256sum
  const digest = 'edaf79e03511a100532bc06d0bb826eee0d822bd479bba10fb905396428d5b09';
  const refs = [
    ['refs/tags/v1', b],
    ['refs/heads/main', a],
  ] as const;

  expect(refsDigest(new Map(refs))).toBe(digest);
  expect(refsDigest(new Map(refs.toReversed()))).toBe(digest);
});

it('the digest of no refs is that of nothing', () => {
  expect(refsDigest(new Map())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});
