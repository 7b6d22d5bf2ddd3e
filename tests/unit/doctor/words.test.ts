import { describe, expect, it } from 'vitest';
import { isWell, type Status } from '../../../scripts/doctor/finding.ts';
import { renderExamination } from '../../../scripts/doctor/render-examination.ts';
import { credentialProblem } from '../../../scripts/doctor/who-asks.ts';
import { namesOf, timeOf } from '../../../scripts/doctor/words.ts';

describe('namesOf', () => {
  it.each([
    [[], 'none'],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c', 'd', 'e'], 'a, b, c, d and e'],
    [['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'a, b, c, d, e and 2 more'],
  ])('%j', (names, told) => {
    expect(namesOf(names)).toBe(told);
  });
});

describe('timeOf', () => {
  it.each([
    [-5, '0 seconds'],
    [1_000, '1 second'],
    [119_000, '119 seconds'],
    [120_000, '2 minutes'],
    [3 * 3_600_000, '3 hours'],
    [2 * 86_400_000, '2 days'],
  ])('%i ms', (ms, told) => {
    expect(timeOf(ms)).toBe(told);
  });
});

describe('credentialProblem', () => {
  it.each([
    [
      'CredentialsProviderError',
      'Could not load credentials from any providers',
      'there are no AWS credentials (Could not load credentials from any providers)',
    ],
    [
      'ExpiredTokenException',
      'The security token included in the request is expired',
      'the AWS credentials have expired (The security token included in the request is expired)',
    ],
    [
      'InvalidClientTokenId',
      'The security token included in the request is invalid',
      'AWS does not take the credentials in eu-west-1 (InvalidClientTokenId: The security token included in the request is invalid)',
    ],
  ])('%s', (name, message, told) => {
    expect(credentialProblem(Object.assign(new Error(message), { name }), 'eu-west-1')).toBe(told);
  });
});

describe('isWell', () => {
  it.each<[Status, boolean]>([
    ['ok', true],
    ['warning', true],
    ['unknown', false],
    ['fails', false],
  ])('%s: %s', (status, well) => {
    expect(isWell([{ job: 'stack', status, what: 'it' }])).toBe(well);
  });
});

describe('renderExamination', () => {
  it('tells job by job what is so and what to do, and what it comes to', () => {
    const text = renderExamination({
      stack: 'drawbridge-prod',
      region: 'eu-west-1',
      account: '111122223333',
      findings: [
        { job: 'backups', status: 'fails', what: 'repository ledger does not exist', remedy: 'Make it.' },
        { job: 'stack', status: 'ok', what: 'the stack is there' },
      ],
    });

    // oxlint-disable-next-line no-control-regex -- colours
    expect(text.replace(/\u001b\[\d+m/g, '')).toBe(`Stack drawbridge-prod in eu-west-1, account 111122223333

Stack
  ok       the stack is there.

Backups
  fails    repository ledger does not exist.
           → Make it.

Not everything would work: 1 ok, 0 warning, 0 unknown, 1 fails.
`);
  });
});
