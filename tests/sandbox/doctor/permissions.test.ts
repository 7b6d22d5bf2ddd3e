import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { scopeOf } from '../../../sandbox/kernel/world.ts';
import { cloudformationState } from '../../../sandbox/services/cloudformation/state.ts';
import { issueCredentials } from '../../../sandbox/services/iam/credentials.ts';
import { readPolicy } from '../../../sandbox/services/iam/policy.ts';
import { createRole } from '../../../sandbox/services/iam/roles.ts';
import { putObject } from '../../../sandbox/services/s3/objects.ts';
import { clientsWith } from '../../../scripts/doctor/clients.ts';
import { examine } from '../../../scripts/doctor/examine.ts';
import { textOf } from '../../support/source-files.ts';
import { configOfTour } from '../../support/tour-stack.ts';
import { type DoctorWorld, doctorWorld } from './doctor-world.ts';

const Policy = z.object({
  Version: z.string(),
  Statement: z.array(z.looseObject({ Sid: z.string(), Action: z.union([z.string(), z.array(z.string())]) })),
});
const policy = Policy.parse(JSON.parse(textOf('docs/doctor-policy.json')));
const actions = policy.Statement.flatMap(({ Action }) => Action);

let world: DoctorWorld;

beforeAll(async () => {
  world = await doctorWorld();
  await backUpOnce(world);
});

afterAll(() => world?.stop());

it('needs nothing but what docs/doctor-policy.json allows', async () => {
  const found = await foundWith(policy);

  expect(found.filter((line) => !/^(ok|warning)/.test(line))).toEqual([]);
});

it.each(actions)('says that something could not be looked at without %s', async (action) => {
  const without = policy.Statement.map((statement) => ({
    ...statement,
    Action: [statement.Action].flat().filter((one) => one !== action),
  })).filter(({ Action }) => Action.length > 0);

  const found = await foundWith({ ...policy, Statement: without });

  expect(found.filter((line) => !/^(ok|warning)/.test(line)).join('\n')).toContain(action);
});

/** What the doctor finds with the credentials of a role that has this policy and no other. */
async function foundWith(document: unknown): Promise<string[]> {
  const { sandbox } = world;
  const scope = scopeOf(sandbox.world, 'us-east-1');
  const role = createRole(scope, {
    roleName: `doctor-${sandbox.world.ids.hex(8)}`,
    trustPolicy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
    },
  });
  role.policies.set('doctor', readPolicy(document));
  const credentials = issueCredentials(scope, { roleArn: role.arn, sessionName: 'doctor' });
  const region = 'us-east-1';
  const { endpoint } = sandbox.world;
  const { findings } = await examine({
    stage: 'sandbox',
    config: configOfTour(),
    clients: clientsWith({ region, endpoint, credentials, maxAttempts: 1 }),
    aws: {
      region,
      endpoint,
      credentials: () => Promise.resolve(credentials),
      clock: { now: () => Date.now() },
    },
  });
  return findings.map(({ status, what }) => `${status}: ${what}`);
}

/** The record of a backup in the stack's bucket, as the function writes it; without one there is none to read. */
async function backUpOnce({ sandbox }: DoctorWorld): Promise<void> {
  const scope = scopeOf(sandbox.world, 'us-east-1');
  const bucket = cloudformationState(scope)
    .stacks.get('drawbridge-sandbox')
    ?.resources.get('BackupBucket')?.ref;
  await putObject(scope, {
    bucket: bucket ?? '',
    key: 'harbor-ledger/ledger/20261127T100000Z/0001.json',
    body: Buffer.from(
      JSON.stringify({
        format: 1,
        repository: 'harbor-ledger',
        backup: 'ledger',
        chain: '20261127T100000Z',
        sequence: 1,
        takenAt: '2026-11-27T10:00:00Z',
        prerequisites: [],
        refs: { 'refs/heads/main': '3f786850e387550fdab836ed7e6dc881de23001b' },
        digest: '5d778f4c987050c032a977c4731991d8f8d5746299813df627881a9a30763512',
      }),
    ),
  });
}
