import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { ControllerError, isControllerError } from '../../../shared/core/error.ts';

// Node's own loader knows nothing of the copy that this test imports: another class, as another bundle has it.
const other = createRequire(import.meta.url)('../../../shared/core/error.ts') as {
  readonly ControllerError: typeof ControllerError;
};

describe('isControllerError', () => {
  it('knows an error that another copy of its module made, by its code', () => {
    const error = new other.ControllerError('access-denied', 'You may not.');

    expect(other.ControllerError).not.toBe(ControllerError);
    expect(isControllerError(error)).toBe(true);
    expect(isControllerError(error, 'not-found', 'access-denied')).toBe(true);
    expect(isControllerError(error, 'not-found')).toBe(false);
  });

  it.each([
    ['an error of somebody else', Object.assign(new Error('No.'), { code: 'access-denied' })],
    [
      'an error that only looks like ours',
      { name: 'ControllerError', code: 'access-denied', message: 'No.' },
    ],
    ['nothing', undefined],
    ['null', null],
    ['a text', 'access-denied'],
  ])('does not take %s for one of ours', (_what, thrown) => {
    expect(isControllerError(thrown, 'access-denied')).toBe(false);
  });
});
