import { describe, expect, it } from 'vitest';
import { redactField } from '../../../shared/redact/redact-field.ts';
import { fill } from './fill.ts';

describe('redactField', () => {
  it('hides secrets in every text, however deep, and what a telling name holds', () => {
    const data = {
      reason: fill('refused: https://alice:<w20>@git.example/unit'),
      causes: [{ said: `DB_PASSWORD=${fill('<w12>')} is wrong` }],
      password: 'swordfish',
      clientSecret: fill('<h32>'),
    };

    expect(JSON.parse(JSON.stringify(data, redactField))).toEqual({
      reason: 'refused: https://[redacted]@git.example/unit',
      causes: [{ said: 'DB_PASSWORD=[redacted] is wrong' }],
      password: '[redacted]',
      clientSecret: '[redacted]',
    });
  });

  it('leaves numbers, names, digests and what only speaks of a secret', () => {
    const data = {
      version: 1,
      isEqual: true,
      sourceDigest: fill('<h64>'),
      key: 'harbor/unit/2026-03-02T13:42:22Z/0-full.bundle',
      token: '${GITHUB_TOKEN}',
      tokenType: 'bearer',
      password: 'must have at least 8 characters',
    };

    expect(JSON.parse(JSON.stringify(data, redactField))).toEqual(data);
  });
});
