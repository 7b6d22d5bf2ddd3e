import { describe, expect, it } from 'vitest';
import { deploySettings } from '../../../shared/config/deploy.ts';
import { describeProblems } from '../../../shared/config/describe-problems.ts';
import { loadConfig } from '../../../shared/config/load.ts';

const head = 'version: 1\nrepositories: { a: { pull-requests: { builds: { b: { project: cc } } } } }\n';

describe('deploy in drawbridge.yml', () => {
  it('is kept apart from what the functions get', () => {
    const loaded = loadConfig(`${head}deploy: { tags: { team: harbor } }`);

    expect(loaded).toMatchObject({ ok: true, deploy: { tags: { team: 'harbor' } } });
    expect(loaded.ok ? Object.keys(loaded.config) : []).toEqual([
      'version',
      'repositories',
      'replication',
      'backup',
      'statusComment',
      'redact',
    ]);
  });

  it('sets nothing that is left out', () => {
    expect(settingsOf('{}')).toEqual({});
    expect(settingsOf('{ overrides: { prod: {} } }')).toEqual({});
  });

  it('takes every setting, and gives days and names as AWS wants them', () => {
    expect(
      settingsOf(`
  notify:
    - email: oncall@example.com
    - https: https://pager.example.com/alarms?team=harbor
    - sms: "+491701234567"
    - sqs: arn:aws:sqs:eu-west-1:111122223333:alarms
    - lambda: arn:aws:lambda:eu-west-1:111122223333:function:page
  tags: { team: harbor, "cost:center": "4711" }
  log-retention: 90d
  permissions-boundary: arn:aws:iam::111122223333:policy/teams/harbor
  service-role: arn:aws-cn:iam::111122223333:role/ops/cloudformation
  kms-key: arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab
  vpc: { id: vpc-0a1b2c3d, subnets: [subnet-0a1b2c3d], security-groups: [sg-0a1b2c3d] }
  public-concurrency: 5
  backup-lock: { mode: compliance, days: 90 }
  termination-protection: false`),
    ).toEqual({
      notify: [
        { protocol: 'email', endpoint: 'oncall@example.com' },
        { protocol: 'https', endpoint: 'https://pager.example.com/alarms?team=harbor' },
        { protocol: 'sms', endpoint: '+491701234567' },
        { protocol: 'sqs', endpoint: 'arn:aws:sqs:eu-west-1:111122223333:alarms' },
        { protocol: 'lambda', endpoint: 'arn:aws:lambda:eu-west-1:111122223333:function:page' },
      ],
      tags: { team: 'harbor', 'cost:center': '4711' },
      logRetentionDays: 90,
      permissionsBoundary: 'arn:aws:iam::111122223333:policy/teams/harbor',
      serviceRole: 'arn:aws-cn:iam::111122223333:role/ops/cloudformation',
      kmsKey: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      vpc: { id: 'vpc-0a1b2c3d', subnets: ['subnet-0a1b2c3d'], securityGroups: ['sg-0a1b2c3d'] },
      publicConcurrency: 5,
      backupLock: { mode: 'compliance', days: 90 },
      terminationProtection: false,
    });
  });

  it('lets a stage override what holds for all, and a stage in a Region both', () => {
    const text = `
  tags: { team: harbor }
  log-retention: 30d
  overrides:
    prod: { log-retention: 365d, public-concurrency: 20 }
    prod/eu-west-1: { public-concurrency: 50, tags: { team: harbor-eu } }`;

    expect(settingsOf(text, 'test', 'eu-west-1')).toEqual({ tags: { team: 'harbor' }, logRetentionDays: 30 });
    expect(settingsOf(text, 'prod', 'us-east-1')).toEqual({
      tags: { team: 'harbor' },
      logRetentionDays: 365,
      publicConcurrency: 20,
    });
    expect(settingsOf(text, 'prod', 'eu-west-1')).toEqual({
      tags: { team: 'harbor-eu' },
      logRetentionDays: 365,
      publicConcurrency: 50,
    });
  });

  it('tells every mistake with its line and column', () => {
    const loaded = loadConfig(`${head}deploy:
  notify:
    - email: nobody
    - { email: a@example.com, sms: "+491701234567" }
    - { mail: a@example.com }
  tags: { "aws:team": harbor }
  log-retention: 45d
  permissions-boundary: "arn:aws:iam::policy"
  service-role: cloudformation
  kms-key: alias/harbor
  vpc: { id: vpc-1, subnets: [], security-groups: [sg-0a1b2c3d] }
  public-concurrency: 0
  termination-protection: "yes"
  overrides:
    prod/nowhere: {}
    "*": {}
    test: { kms-keys: 1 }
`);

    expect(loaded.ok ? '' : describeProblems('drawbridge.yml', loaded.problems).split('\n').slice(1)).toEqual(
      [
        'drawbridge.yml:5:14  deploy.notify[0].email: an e-mail address is written as oncall@example.com; found "nobody"',
        'drawbridge.yml:6:7  deploy.notify[1]: a subscription has exactly one of email, https, sms, sqs, lambda; found "email, sms"',
        'drawbridge.yml:7:9  deploy.notify[2].mail: is not a key that exists; did you mean email?',
        'drawbridge.yml:8:11  deploy.tags["aws:team"]: AWS keeps tag keys that begin with aws: for itself',
        'drawbridge.yml:9:18  deploy.log-retention: CloudWatch keeps logs for certain numbers of days only, and the next longer is 60d; found "45d"',
        'drawbridge.yml:10:25  deploy.permissions-boundary: a permissions boundary is the name or the ARN of a managed policy, such as team-boundary or arn:aws:iam::111122223333:policy/team-boundary; found "arn:aws:iam::policy"',
        'drawbridge.yml:11:17  deploy.service-role: a service role is written as arn:aws:iam::111122223333:role/name; found "cloudformation"',
        'drawbridge.yml:12:12  deploy.kms-key: a KMS key is its id or its ARN, such as mrk-1234abcd12ab34cd56ef1234567890ab; an alias is not taken, for roles cannot name one; found "alias/harbor"',
        'drawbridge.yml:13:14  deploy.vpc.id: is written as vpc-1a2b3c4d5e6f7a8b9; found "vpc-1"',
        'drawbridge.yml:13:30  deploy.vpc.subnets: name at least one subnet; found a list of 0',
        'drawbridge.yml:14:23  deploy.public-concurrency: expected at least 1, found 0',
        'drawbridge.yml:15:27  deploy.termination-protection: expected true or false, found "yes"',
        'drawbridge.yml:17:5  deploy.overrides["prod/nowhere"]: the Region after the slash is written as in prod/eu-west-1',
        'drawbridge.yml:18:5  deploy.overrides["*"]: an override is for a stage such as prod, or for a stage in a Region such as prod/eu-west-1',
        'drawbridge.yml:19:13  deploy.overrides.test.kms-keys: is not a key that exists; did you mean kms-key?',
      ],
    );
  });

  it.each([
    ['100d', '120d'],
    ['1h', '1d'],
  ])('tells the next longer time for logs that are to be kept for %s', (written, longer) => {
    const loaded = loadConfig(`${head}deploy: { log-retention: ${written} }`);

    expect(loaded.ok ? '' : loaded.problems[0]?.message).toContain(`the next longer is ${longer};`);
  });

  it('tells all times for one that is longer than the longest, or no time at all', () => {
    for (const written of ['4000d', 'forever']) {
      const loaded = loadConfig(`${head}deploy: { log-retention: ${written} }`);

      expect(loaded.ok ? '' : loaded.problems[0]?.message).toContain('it knows 1d, 3d, 5d, 7d, 14d, 30d');
    }
  });
});

function settingsOf(text: string, stage = 'prod', region = 'eu-west-1') {
  const loaded = loadConfig(`${head}deploy: ${text}`);
  if (!loaded.ok) throw new Error(describeProblems('drawbridge.yml', loaded.problems));
  return deploySettings(loaded.deploy, { stage, region });
}
