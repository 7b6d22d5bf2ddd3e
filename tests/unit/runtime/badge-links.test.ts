import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Event } from '../../../functions/serve-badge/event.ts';
import { badgeStates } from '../../../shared/core/badge.ts';
import { ControllerError } from '../../../shared/core/error.ts';
import { badgeLinks, isSignedBadge, signedBadgePath } from '../../../shared/runtime/badge-links.ts';

const badge = {
  pullRequestId: '41',
  commit: '6bc96f923d399f4ab15280704a1d92e866c57657',
  check: 'unit',
  state: 'passing',
} as const;

/** HMAC-SHA-256 of `2:41` `40:6bc9…` `4:unit` `7:passing` with the key `key`, the first 22 characters of base64url. */
const signature = 'QUgk_5wipQTMufhaqEdsBq';

const signatureIn = (path: string) => /\/([A-Za-z0-9_-]+)\.svg$/.exec(path)?.[1] ?? '';

describe('the address of a badge', () => {
  it('holds all that the badge says, and a signature', () => {
    expect(signedBadgePath(badge, 'key')).toBe(
      `pull-request/41/6bc96f923d399f4ab15280704a1d92e866c57657/unit/passing/${signature}.svg`,
    );
  });

  it('is accepted as it was signed, and with nothing changed', () => {
    const part = fc.string({ minLength: 1, maxLength: 12 });
    const some = fc.record({
      pullRequestId: part,
      commit: part,
      check: part,
      state: fc.constantFrom(...badgeStates),
    });
    fc.assert(
      fc.property(some, some, fc.tuple(part, part), (signed, asked, [key, otherKey]) => {
        const mine = signatureIn(signedBadgePath(signed, key));

        expect(isSignedBadge(signed, mine, key)).toBe(true);
        const isSame = JSON.stringify(signed) === JSON.stringify(asked) && key === otherKey;
        expect(isSignedBadge(asked, mine, otherKey)).toBe(isSame);
      }),
    );
  });

  it.each([
    ['another state', { ...badge, state: 'failing' }],
    ['another check', { ...badge, check: 'unit2' }],
    ['another pull request', { ...badge, pullRequestId: '42' }],
    ['another commit', { ...badge, commit: '6b3c45f2d43d16c028ef18e38cb1e516f653463d' }],
    [
      'a part that moved into its neighbour',
      { ...badge, pullRequestId: '416', commit: badge.commit.slice(1) },
    ],
  ] as const)('is refused for %s', (_, other) => {
    expect(isSignedBadge(other, signatureIn(signedBadgePath(badge, 'key')), 'key')).toBe(false);
  });

  it.each(['', 'A', 'A'.repeat(22), 'A'.repeat(4_096), 'ä'.repeat(11)])(
    'is refused with the signature %.10s…',
    (forged) => {
      expect(isSignedBadge(badge, forged, 'key')).toBe(false);
    },
  );

  it('is read back by the function that serves it', () => {
    for (const state of badgeStates) {
      const rawPath = `/${signedBadgePath({ ...badge, state }, 'key')}`;
      const request = Event.parse({ rawPath, requestContext: { http: { method: 'GET' } } });

      expect(request).toMatchObject({ ...badge, state, kind: 'pull-request' });
      expect(request.kind === 'pull-request' && isSignedBadge(request, request.signature, 'key')).toBe(true);
    }
  });
});

describe('badgeLinks', () => {
  it('gives an address for every check in every state', async () => {
    const links = await badgeLinks('https://badges.example/', { get: () => Promise.resolve('key') })(
      '41',
      badge.commit,
      ['unit', 'browser'],
    );

    expect(Object.keys(links)).toEqual(['unit', 'browser']);
    expect(Object.keys(links['unit'] ?? {})).toEqual([
      'passing',
      'failing',
      'running',
      'stopped',
      'timed out',
      'unknown',
    ]);
    expect(links['unit']?.passing).toBe(`https://badges.example/${signedBadgePath(badge, 'key')}`);
    expect(links['unit']?.['timed out']).toContain('/unit/timed%20out/');
  });

  it('fails when the key cannot be read, and who asked decides what to do without badges', async () => {
    const signingKey = { get: () => Promise.reject(new ControllerError('throttled', 'Slow down.')) };

    await expect(
      badgeLinks('https://badges.example/', signingKey)('41', badge.commit, ['unit']),
    ).rejects.toMatchObject({ code: 'throttled' });
  });
});
