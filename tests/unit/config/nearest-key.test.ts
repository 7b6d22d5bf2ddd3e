import { describe, expect, it } from 'vitest';
import { nearestKey } from '../../../shared/config/nearest-key.ts';

describe('nearestKey', () => {
  it.each([
    ['repositores', 'repositories'],
    ['Repositories', 'repositories'],
    ['status_comment', 'status-comment'],
    ['redcat', 'redact'],
    ['verison', 'version'],
  ])('takes %s for %s', (written, meant) => {
    expect(nearestKey(written, ['version', 'repositories', 'status-comment', 'redact'])).toBe(meant);
  });

  it('guesses nothing when no key is close', () => {
    expect(nearestKey('notifications', ['version', 'redact'])).toBeUndefined();
  });
});
