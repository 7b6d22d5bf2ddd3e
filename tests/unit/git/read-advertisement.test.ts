import { describe, expect, it } from 'vitest';
import { readAdvertisement } from '../../../shared/git/refs/read-advertisement.ts';
import { inPieces, packet } from './wire-text.ts';

const url = 'https://git.example.com/shop';
const a = 'a'.repeat(40);
const b = 'b'.repeat(40);
const head = `${packet('# service=git-upload-pack\n')}0000`;

const read = (text: string) => readAdvertisement(inPieces(text, 11), { url, service: 'git-upload-pack' });

describe('a listing', () => {
  it('holds branches and tags, and knows the objects of the other refs', async () => {
    const text = [
      packet(`${a} HEAD\0side-band-64k symref=HEAD:refs/heads/main agent=git/2\n`),
      packet(`${a} refs/heads/main\n`),
      packet(`${b} refs/pull/1/head\n`),
      packet(`${b} refs/tags/v1\n`),
      packet(`${a} refs/tags/v1^{}\n`),
      packet(`${'c'.repeat(40)} .have\n`),
    ].join('');

    expect(await read(`${head}${text}0000`)).toEqual({
      service: 'git-upload-pack',
      refs: new Map([
        ['refs/heads/main', a],
        ['refs/tags/v1', b],
      ]),
      capabilities: ['side-band-64k', 'symref=HEAD:refs/heads/main', 'agent=git/2'],
      defaultBranch: 'refs/heads/main',
      head: a,
      otherTips: [a, b, 'c'.repeat(40)],
      unfitNames: [],
      otherRefs: 1,
    });
  });

  it.each([
    ['says so', packet(`${'0'.repeat(40)} capabilities^{}\0report-status\n`), ['report-status']],
    ['lists nothing', '', []],
  ])('of an empty repository that %s is empty', async (_what, text, capabilities) => {
    const listing = await read(`${head}${text}0000`);

    expect(listing.refs.size).toBe(0);
    expect(listing.capabilities).toEqual(capabilities);
    expect(listing.otherTips).toEqual([]);
  });

  it('leaves out names that git forbids or that are not UTF-8, and tells of them', async () => {
    const refs = [
      'refs/heads/ok',
      'refs/heads/a b',
      'refs/heads/a..b',
      'refs/heads/x.lock',
      'refs/tags/\uFFFD',
    ];
    const { refs: kept, unfitNames } = await read(
      `${head}${refs.map((ref) => packet(`${a} ${ref}\n`)).join('')}0000`,
    );

    expect([...kept.keys()]).toEqual(['refs/heads/ok']);
    expect(unfitNames).toEqual([
      'refs/heads/a b',
      'refs/heads/a..b',
      'refs/heads/x.lock',
      'refs/tags/\uFFFD',
    ]);
  });

  it.each([
    ['nothing at all', '', 'protocol-violation', 'the answer is empty'],
    [
      'a list without an end',
      `${head}${packet(`${a} refs/heads/main`)}`,
      'protocol-violation',
      'is not whole',
    ],
    [
      'the list of the other service',
      packet('# service=git-receive-pack\n'),
      'protocol-violation',
      'begins with',
    ],
    ['a line that is no ref', `${head}${packet('hello')}0000`, 'protocol-violation', '"hello" is no line'],
    ['more after the end', `${head}00000000`, 'protocol-violation', 'is not where it should be'],
    [
      'a ref twice',
      `${head}${packet(`${a} refs/heads/x`)}${packet(`${b} refs/heads/x`)}0000`,
      'protocol-violation',
      '"refs/heads/x" is listed twice',
    ],
    ['an error line', packet('ERR no such repository'), 'remote-refused', 'refused: no such repository.'],
    ['a shallow repository', `${head}${packet(`shallow ${a}`)}0000`, 'repository-unfit', 'is shallow'],
    [
      'SHA-256 names',
      `${head}${packet(`${'a'.repeat(64)} refs/heads/main`)}0000`,
      'repository-unfit',
      'names its objects by SHA-256',
    ],
  ])('that is %s is refused', async (...[, text, code, why]) => {
    await expect(read(text)).rejects.toMatchObject({ code, message: expect.stringContaining(why) });
  });
});
