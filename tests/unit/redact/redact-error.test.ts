import { describe, expect, it } from 'vitest';
import { redactError } from '../../../shared/redact/redact-error.ts';
import { fill } from './fill.ts';

const address = fill('https://alice:<w20>@git.example/unit');

describe('redactError', () => {
  it('takes secrets out of the message, the stack and the causes, and gives back the same error', () => {
    const cause = new TypeError(`fetch of ${address} failed`);
    const error = new RangeError(`${address} cannot be reached`, { cause });

    const redacted = redactError(error);

    expect(redacted).toBe(error);
    expect(error.message).toBe('https://[redacted]@git.example/unit cannot be reached');
    expect(error.stack).toContain(
      'RangeError: https://[redacted]@git.example/unit cannot be reached\n    at ',
    );
    expect(cause.message).toBe('fetch of https://[redacted]@git.example/unit failed');
  });

  it('ends for an error that is its own cause', () => {
    const error = new Error('round and round');
    error.cause = error;

    expect(redactError(error).message).toBe('round and round');
  });

  it('leaves an error that lets nobody change it, and what is no error', () => {
    const frozen = Object.freeze(new Error('password=hunter22x'));

    expect(redactError(frozen)).toBe(frozen);
    expect(redactError('refused')).toBe('refused');
  });
});
