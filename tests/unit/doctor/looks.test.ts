import { describe, expect, it } from 'vitest';
import { backupsLook } from '../../../scripts/doctor/looks/backups.ts';
import { badgesLook } from '../../../scripts/doctor/looks/badges.ts';
import { probeLook } from '../../../scripts/doctor/looks/probe.ts';
import { replicasLook } from '../../../scripts/doctor/looks/replicas.ts';
import { repositoriesLook } from '../../../scripts/doctor/looks/repositories.ts';
import { stackLook } from '../../../scripts/doctor/looks/stack.ts';
import { briefly, place } from './briefly.ts';

describe('the look at the stack', () => {
  const stack = { stackName: 'drawbridge-prod', status: 'CREATE_COMPLETE', resources: 60, incomplete: [] };

  it.each([
    [{}, ['ok: stack drawbridge-prod is there with all 60 resources']],
    [
      { status: 'UPDATE_IN_PROGRESS' },
      ['warning: stack drawbridge-prod is being changed (UPDATE_IN_PROGRESS) → Ask again when that is done.'],
    ],
    [
      { status: 'ROLLBACK_COMPLETE' },
      [
        'fails: stack drawbridge-prod is ROLLBACK_COMPLETE → Its events tell why: aws cloudformation describe-stack-events --stack-name drawbridge-prod --region eu-west-1. Then deploy it: npm run deploy -- --stage prod --region eu-west-1',
      ],
    ],
    [
      { status: 'UPDATE_ROLLBACK_FAILED' },
      [
        'fails: stack drawbridge-prod is UPDATE_ROLLBACK_FAILED → Its events tell why: aws cloudformation describe-stack-events --stack-name drawbridge-prod --region eu-west-1. Then deploy it: npm run deploy -- --stage prod --region eu-west-1',
      ],
    ],
    [
      { status: 'UPDATE_ROLLBACK_COMPLETE' },
      [
        'warning: the last deployment of stack drawbridge-prod failed, and what was there before is in its place → Its events tell why: aws cloudformation describe-stack-events --stack-name drawbridge-prod --region eu-west-1',
      ],
    ],
    [
      { incomplete: ['Table (UPDATE_FAILED)'] },
      [
        'fails: stack drawbridge-prod is not whole: Table (UPDATE_FAILED) → Deploy it again: npm run deploy -- --stage prod --region eu-west-1',
      ],
    ],
  ])('%j', (differing, expected) => {
    expect(briefly(stackLook.assess({ ...stack, ...differing }, place))).toEqual(expected);
  });
});

describe('the look at repositories', () => {
  it('tells of each that is missing for which job, and how to make it', () => {
    const findings = repositoriesLook.assess(
      {
        wanted: { 'pull requests': ['ledger', 'charts'], replication: ['ledger'], backups: ['logbook'] },
        fitting: { 'payments-*': ['payments-api', 'payments-web'], 'docs-*': ['docs-one'], 'paymets-*': [] },
        existing: ['ledger', 'charts', 'other', 'payments-api', 'payments-web', 'docs-one'],
      },
      place,
    );

    expect(findings.map(({ job, status, what }) => `${job}, ${status}: ${what}`)).toEqual([
      'pull requests, ok: repositories ledger and charts exist',
      'replication, ok: repository ledger exists',
      'backups, fails: repository logbook does not exist in eu-west-1',
      'pull requests, ok: under payments-* fall payments-api and payments-web',
      'pull requests, ok: under docs-* falls docs-one',
      'pull requests, fails: no repository in eu-west-1 falls under paymets-*',
    ]);
    expect(findings[2]?.remedy).toBe(
      'Make it (aws codecommit create-repository --repository-name logbook --region eu-west-1), or mend its name in drawbridge.yml.',
    );
  });
});

describe('the look at replicas', () => {
  const replica = { name: 'to-london', repository: 'ledger', region: 'eu-west-2' };

  it.each([
    ['there' as const, 'ok: to-london: ledger is there in eu-west-2'],
    [
      'missing' as const,
      'warning: to-london: there is no ledger in eu-west-2 yet → It is made by the first push to its source, or within the hour. Nothing has to be done.',
    ],
    [
      { refused: 'The security token included in the request is invalid.' },
      'fails: to-london: eu-west-2 does not answer (The security token included in the request is invalid.) → CodeCommit has to be available there, and the Region enabled in this account: aws account enable-region --region-name eu-west-2',
    ],
  ])('%j', (state, expected) => {
    expect(briefly(replicasLook.assess([{ ...replica, state }], place))).toEqual([expected]);
  });
});

describe('the look at backups', () => {
  const now = Date.parse('2026-11-27T12:00:00Z');
  const day = 86_400_000;

  it.each([
    [{ takenAt: now - 3 * 3_600_000 }, 'ok: nightly: the last backup of ledger is 3 hours old'],
    [{ takenAt: now - 2 * day - 3_600_000 }, 'ok: nightly: the last backup of ledger is 2 days old'],
    [
      { takenAt: now - 4 * day },
      'warning: nightly: the last backup of ledger is 4 days old, and it is looked at every 24 hours → Well when nothing was pushed since. What the function decided: aws logs tail /aws/lambda/drawbridge-prod-back-up-repository --since 2d',
    ],
    [
      {},
      'warning: nightly: bucket vault holds no backup of ledger yet → The first is made within the hour, when the repository has a commit. Nothing has to be done.',
    ],
  ])('%j', (taken, expected) => {
    const backup = { name: 'nightly', repository: 'ledger', everyMs: day, ...taken };

    expect(briefly(backupsLook.assess({ bucket: 'vault', now, backups: [backup] }, place))).toEqual([
      expected,
    ]);
  });
});

describe('the look at badges', () => {
  it.each([
    [200, 'image/svg+xml; charset=utf-8', 'ok: the address of badges serves one'],
    [
      502,
      'application/json',
      'fails: https://b.example/branch/drawbridge-probe/none.svg answers 502 instead of a badge → Its log tells why: aws logs tail /aws/lambda/drawbridge-prod-serve-badge --since 10m',
    ],
    [
      200,
      'text/html',
      'fails: https://b.example/branch/drawbridge-probe/none.svg answers 200 instead of a badge → Its log tells why: aws logs tail /aws/lambda/drawbridge-prod-serve-badge --since 10m',
    ],
  ])('%i %s', (status, contentType, expected) => {
    const address = 'https://b.example/branch/drawbridge-probe/none.svg';

    expect(briefly(badgesLook.assess({ address, status, contentType }, place))).toEqual([expected]);
  });
});

describe('the way of an event', () => {
  it.each([
    [
      { rule: 'ENABLED', decision: '{"message":"Event handled"}' },
      'ok: an event that was put on the bus was decided on and logged',
    ],
    [
      { rule: 'ENABLED' },
      'fails: an event was put on the bus, and no function logged a decision for it within a minute → Its log tells why: aws logs tail /aws/lambda/drawbridge-prod-report-build --since 10m. An event that could not be delivered is in the dead-letter queue.',
    ],
    [
      { rule: 'DISABLED' },
      'fails: rule drawbridge-prod-probe is DISABLED → aws events enable-rule --name drawbridge-prod-probe --region eu-west-1',
    ],
    [
      {},
      'fails: there is no rule drawbridge-prod-probe, so no event was sent through → Deploy the stack again: npm run deploy -- --stage prod --region eu-west-1',
    ],
    [
      { rule: 'ENABLED', refused: 'Internal failure' },
      'fails: the event bus refuses an event: Internal failure',
    ],
  ])('%j', (facts, expected) => {
    expect(briefly(probeLook.assess(facts, place))).toEqual([expected]);
  });
});
