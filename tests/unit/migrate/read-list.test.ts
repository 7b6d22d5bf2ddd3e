import { describe, expect, it } from 'vitest';
import { problemOfName, readList } from '../../../scripts/migrate/read-list.ts';

describe('a list of migrations', () => {
  it('has an address and a name in each line, and may have comments and blank lines', () => {
    const text = '# ours\r\nhttps://git.example/a.git  a\r\n\r\n   https://git.example/b b  \n';

    expect(readList('list.txt', text)).toEqual([
      { url: 'https://git.example/a.git', repository: 'a' },
      { url: 'https://git.example/b', repository: 'b' },
    ]);
  });

  it('tells everything that is wrong with it at once, each with its line', () => {
    const text = 'https://git.example/a a\nhttps://git.example/b\nhttps://x a\nhttps://y b c\n';

    expect(() => readList('list.txt', text)).toThrow(
      new Error(
        'Nothing was migrated.\n' +
          'list.txt:2  a line is an address and a repository name, and this has one word\n' +
          'list.txt:3  a is the repository of line 1 already\n' +
          'list.txt:4  a line is an address and a repository name, and this has 3 words',
      ),
    );
  });

  it('is refused when it names nothing', () => {
    expect(() => readList('list.txt', '# later\n')).toThrow(
      'list.txt names no repository: write lines of an address and a name.',
    );
  });
});

describe('a name for CodeCommit', () => {
  it.each(['shop', 'Shop_2.x-y', 'a'.repeat(100)])('may be %s', (name) => {
    expect(problemOfName(name)).toBeUndefined();
  });

  it.each([
    ['a/b', 'holds only letters, digits, periods, hyphens and underscores.'],
    ['shop.git', 'does not end in .git.'],
    ['a'.repeat(101), 'has at most 100 characters.'],
  ])('may not be %s', (name, why) => {
    expect(problemOfName(name)).toMatch(
      new RegExp(`^CodeCommit takes no repository named ".*": .*${why.replaceAll('.', '\\.')}$`),
    );
  });
});
