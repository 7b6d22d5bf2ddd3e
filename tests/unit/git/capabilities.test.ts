import { describe, expect, it } from 'vitest';
import { fetchCapabilities, pushCapabilities } from '../../../shared/git/wire/capabilities.ts';

const url = 'https://git.example.com/shop';
const stock = [
  'multi_ack',
  'thin-pack',
  'side-band',
  'side-band-64k',
  'ofs-delta',
  'no-progress',
  'multi_ack_detailed',
  'agent=git/2.39.5',
];
const codeCommit = [
  'multi_ack_detailed',
  'shallow',
  'side-band-64k',
  'thin-pack',
  'allow-tip-sha1-in-want',
  'allow-reachable-sha1-in-want',
];
const stockReceiver = ['report-status', 'delete-refs', 'side-band-64k', 'quiet', 'atomic', 'ofs-delta'];
const codeCommitReceiver = ['report-status', 'delete-refs', 'side-band-64k'];

describe('fetchCapabilities', () => {
  it.each([
    [
      'stock git to stock git',
      stock,
      stockReceiver,
      ['multi_ack_detailed', 'side-band-64k', 'no-progress', 'thin-pack', 'ofs-delta', 'agent=drawbridge/1'],
    ],
    [
      'stock git to CodeCommit, which takes no offset deltas',
      stock,
      codeCommitReceiver,
      ['multi_ack_detailed', 'side-band-64k', 'no-progress', 'thin-pack', 'agent=drawbridge/1'],
    ],
    [
      'CodeCommit to stock git',
      codeCommit,
      stockReceiver,
      ['multi_ack_detailed', 'side-band-64k', 'thin-pack'],
    ],
    [
      'a receiver that completes no thin packs',
      codeCommit,
      [...stockReceiver, 'no-thin'],
      ['multi_ack_detailed', 'side-band-64k'],
    ],
  ])('asks for what both sides can do, from %s', (...[, source, receiver, words]) => {
    expect(fetchCapabilities(url, { source, receiver, thin: true })).toEqual(words);
  });

  it('asks for no thin pack when there is nothing to lean on', () => {
    expect(fetchCapabilities(url, { source: codeCommit, receiver: [], thin: false })).toEqual([
      'multi_ack_detailed',
      'side-band-64k',
    ]);
  });

  it('declines a source whose pack could not be told from its errors', () => {
    expect(() => fetchCapabilities(url, { source: ['thin-pack'], receiver: [], thin: true })).toThrow(
      'https://git.example.com/shop cannot send a pack in side-bands (side-band-64k).',
    );
  });
});

describe('pushCapabilities', () => {
  it.each([
    ['stock git', stockReceiver, ['report-status', 'side-band-64k']],
    ['CodeCommit', codeCommitReceiver, ['report-status', 'side-band-64k']],
    ['a server that advertised nothing', [], ['report-status']],
    [
      'a server that names itself',
      ['report-status', 'object-format=sha1', 'agent=x'],
      ['report-status', 'object-format=sha1', 'agent=drawbridge/1'],
    ],
  ])('asks %s for a report', (_what, replica, words) => {
    expect(pushCapabilities(url, replica)).toEqual(words);
  });

  it('declines a replica that cannot report', () => {
    expect(() => pushCapabilities(url, ['delete-refs'])).toThrow(
      'https://git.example.com/shop cannot report what became of a push.',
    );
  });
});
