import { afterEach, describe, expect, it, vi } from 'vitest';
import { readEnvironment } from '../../../shared/runtime/environment.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('readEnvironment', () => {
  it('gives the named variables and no others', () => {
    vi.stubEnv('TABLE_NAME', 'drawbridge-table');
    vi.stubEnv('BADGE_URL', 'https://badges.example/');

    expect(readEnvironment(['TABLE_NAME', 'BADGE_URL'])).toEqual({
      TABLE_NAME: 'drawbridge-table',
      BADGE_URL: 'https://badges.example/',
    });
  });

  it('names every missing one at once, and counts an empty one as missing', () => {
    vi.stubEnv('TABLE_NAME', 'drawbridge-table');
    vi.stubEnv('BADGE_URL', '');
    vi.stubEnv('BADGE_KEY_SECRET', undefined);

    const read = () => readEnvironment(['BADGE_KEY_SECRET', 'TABLE_NAME', 'BADGE_URL']);

    expect(read).toThrow(
      expect.objectContaining({
        code: 'environment-incomplete',
        message: 'These environment variables are not set: BADGE_KEY_SECRET, BADGE_URL.',
      }),
    );
  });
});
