import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../shared/config/load.ts';

const valid = 'version: 1\nrepositories: { a: { pull-requests: { builds: { b: { project: cc } } } } }\n';

describe('what YAML and people mean differently', () => {
  it.each([
    [
      'a merge key',
      'status-comment: { <<: { log-lines: 9 } }',
      'status-comment["<<"] is the merge key of YAML 1.1, which is not read; write defaults, or the keys themselves',
    ],
    ['a second document', '---\nversion: 1', 'a second document begins here (---); the file holds one'],
    [
      'a duration without a unit',
      'backup: { nightly: { repository: a, every: 10 } }',
      'backup.nightly.every a duration has a unit, s, m, h or d: 10m is 10 minutes; found 10',
    ],
    [
      'a name that YAML takes for a number',
      'backup: { nightly: { repository: 1234 } }',
      'backup.nightly.repository expected text, found 1234; in quotes it is text: "1234"',
    ],
    [
      'thousands of what there may be fifty of',
      `redact: [${Array.from({ length: 3000 }, () => 'a').join(',')}]`,
      'redact at most 50 patterns; found a list of 3,000',
    ],
    ['a map where a list belongs', 'redact: { a: 1, b: 2 }', 'redact expected a list, found a map of 2 keys'],
  ])('is told in words: %s', (_, line, problem) => {
    const loaded = loadConfig(valid + line);
    const [first] = loaded.ok ? [] : loaded.problems;

    expect(`${first?.path} ${first?.message}`.trimStart()).toBe(problem);
  });

  it('names a key that stands twice inside of others, and where it stood first', () => {
    const text = `version: 1
repositories:
  a: { pull-requests: { builds: { b: { project: cc } } } }
  a: { pull-requests: { builds: { b: { project: dd } } } }
`;

    expect(loadConfig(text)).toEqual({
      ok: false,
      problems: [
        {
          path: 'repositories.a',
          line: 4,
          column: 3,
          message: 'stands here a second time, after line 3; the file may hold it once',
        },
      ],
    });
  });
});
