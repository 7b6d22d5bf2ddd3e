import { describe, expect, it } from 'vitest';
import { problemOfName } from '../../../shared/git/refs/ref-names.ts';

describe('the name of a branch or tag', () => {
  it.each([
    'refs/heads/main',
    'refs/heads/feature/ümläut-😀',
    `refs/tags/${'x'.repeat(250)}`,
    `refs/heads/${'x'.repeat(1_024 - 'refs/heads/'.length)}`,
  ])('is fit: %s', (ref) => {
    expect(problemOfName(ref)).toBeUndefined();
  });

  it.each([
    [1_100, 1_111],
    [4_000, 4_011],
    [60_000, 60_011],
  ])('of %i bytes is not, and a message shows no more than its beginning', (length, bytes) => {
    expect(problemOfName(`refs/heads/${'y'.repeat(length)}`)).toBe(
      `"refs/heads/${'y'.repeat(109)}…" has a name of ${bytes} bytes, and 1024 are the most`,
    );
  });

  it('is counted in bytes', () => {
    expect(problemOfName(`refs/heads/${'é'.repeat(510)}`)).toMatch(
      / has a name of 1031 bytes, and 1024 are the most$/,
    );
  });

  it.each(['refs/heads/a b', 'refs/heads/../x', 'refs/heads/x.lock/y', 'refs/tags/\uFFFD', 'refs/heads/'])(
    'is not fit when git forbids it: %j',
    (ref) => {
      expect(problemOfName(ref)).toBe(
        `git's rules forbid the name ${JSON.stringify(ref)}, or it is not UTF-8`,
      );
    },
  );
});
