import { describe, expect, it } from 'vitest';
import { alarmsLook } from '../../../scripts/doctor/looks/alarms.ts';
import { deadLettersLook } from '../../../scripts/doctor/looks/dead-letters.ts';
import { operatorsLook } from '../../../scripts/doctor/looks/operators.ts';
import { sweepLook } from '../../../scripts/doctor/looks/sweep.ts';
import { briefly, place } from './briefly.ts';

describe('the look at operators', () => {
  const topic = 'arn:aws:sns:eu-west-1:111122223333:drawbridge-prod-alarms';

  it.each([
    [1, [], ['ok: 1 subscriber of the operator topic will be told of alarms']],
    [
      2,
      ['new@example.com'],
      [
        'ok: 2 subscribers of the operator topic will be told of alarms',
        'warning: new@example.com did not confirm the subscription to alarms → The link is in the message that AWS sent there.',
      ],
    ],
    [
      0,
      ['new@example.com'],
      [
        'warning: new@example.com did not confirm the subscription to alarms → The link is in the message that AWS sent there.',
      ],
    ],
    [
      0,
      [],
      [
        'warning: nobody is told of alarms → aws sns subscribe --topic-arn arn:aws:sns:eu-west-1:111122223333:drawbridge-prod-alarms --protocol email --notification-endpoint <address>, or name them in drawbridge.yml (deploy.notify).',
      ],
    ],
  ])('%i confirmed, %j pending', (confirmed, pending, expected) => {
    expect(briefly(operatorsLook.assess({ topic, confirmed, pending }, place))).toEqual(expected);
  });
});

describe('the look at dead letters', () => {
  it.each([
    [0, 'ok: no event waits in the dead-letter queue'],
    [
      1,
      'warning: 1 event could not be handled, and waits in the dead-letter queue → Look at one: aws sqs receive-message --queue-url https://q.example/1 --message-attribute-names All --visibility-timeout 0, and give it to npm run explain -- -',
    ],
    [
      12,
      'warning: 12 events could not be handled, and wait in the dead-letter queue → Look at one: aws sqs receive-message --queue-url https://q.example/1 --message-attribute-names All --visibility-timeout 0, and give it to npm run explain -- -',
    ],
  ])('%i', (messages, expected) => {
    expect(briefly(deadLettersLook.assess({ queueUrl: 'https://q.example/1', messages }, place))).toEqual([
      expected,
    ]);
  });
});

describe('the look at alarms', () => {
  it.each([
    [[], ['ok: none of 10 alarms is in ALARM']],
    [
      [{ name: 'drawbridge-prod-sweep-errors', reason: 'Threshold Crossed' }],
      [
        'warning: alarm drawbridge-prod-sweep-errors is in ALARM (Threshold Crossed) → aws cloudwatch describe-alarms --alarm-names drawbridge-prod-sweep-errors --region eu-west-1; its description tells what to do.',
      ],
    ],
  ])('%j', (ringing, expected) => {
    expect(briefly(alarmsLook.assess({ watching: 10, ringing }, place))).toEqual(expected);
  });
});

describe('the look at the sweep', () => {
  const now = Date.parse('2026-11-27T12:00:00Z');
  const longAgo = now - 30 * 86_400_000;

  it.each([
    [{ deployedAt: longAgo, decidedAt: now - 40_000 }, 'ok: the sweep ran 40 seconds ago'],
    [
      { deployedAt: now - 60_000 },
      'warning: the sweep has not run since the deployment → It runs once a minute; ask again in a minute or two.',
    ],
    [
      { deployedAt: longAgo, decidedAt: now - 240_000 },
      'fails: the sweep has not run for three minutes, so what a lost event left behind is not repaired → Its rule has to be enabled: aws events enable-rule --name drawbridge-prod-sweep --region eu-west-1. Its log: aws logs tail /aws/lambda/drawbridge-prod-sweep --since 10m',
    ],
    [
      { deployedAt: longAgo },
      'fails: the sweep has not run for three minutes, so what a lost event left behind is not repaired → Its rule has to be enabled: aws events enable-rule --name drawbridge-prod-sweep --region eu-west-1. Its log: aws logs tail /aws/lambda/drawbridge-prod-sweep --since 10m',
    ],
  ])('%j', (facts, expected) => {
    expect(briefly(sweepLook.assess({ now, ...facts }, place))).toEqual([expected]);
  });
});
