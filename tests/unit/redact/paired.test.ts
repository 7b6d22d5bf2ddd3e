import { describe, expect, it } from 'vitest';
import { redactLines } from '../../../shared/redact/redact.ts';
import { fill } from './fill.ts';

const value = fill('<w12>');

describe('a value whose name stands in the line before', () => {
  it('is hidden when the name tells of a secret, in YAML and in JSON', () => {
    expect(redactLines(['- name: DB_PASSWORD', `  value: ${value}`])).toEqual([
      '- name: DB_PASSWORD',
      '  value: [redacted]',
    ]);
    expect(
      redactLines(['{', '  "name": "API_TOKEN",', `  "value": "${value}",`, '  "type": "PLAINTEXT"']),
    ).toEqual(['{', '  "name": "API_TOKEN",', '  "value": "[redacted]",', '  "type": "PLAINTEXT"']);
  });

  it('stays when the name tells of none, and when only the name after it does', () => {
    const lines = [
      '- name: NODE_ENV',
      '  value: production',
      '- name: DB_PASSWORD',
      '  value: ***',
      'value: 3',
    ];

    expect(redactLines(lines)).toEqual(lines);
  });
});
