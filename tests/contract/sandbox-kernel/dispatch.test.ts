import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
  ResourceAlreadyExistsException,
} from '@aws-sdk/client-cloudwatch-logs';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dispatch } from '../../../sandbox/kernel/dispatch.ts';
import type { WireRequest } from '../../../sandbox/kernel/wire.ts';
import { createRole } from '../../../sandbox/services/iam/roles.ts';
import { aScope, aWorld } from '../../support/a-world.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { signedForm } from '../../support/signed-request.ts';

const trust = (principal: object) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
});
const theAccount = { AWS: 'arn:aws:iam::111122223333:root' };

describe('who calls', () => {
  const world = aWorld();

  it('is the account administrator with the key "test"', async () => {
    const sts = new STSClient(inProcessClientConfig(world));

    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '111122223333',
      Arn: 'arn:aws:iam::111122223333:user/admin',
    });
  });

  it('may be named without a signature in the same process', async () => {
    const sts = new STSClient(inProcessClientConfig(world, { signed: false }));

    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: '111122223333' });
  });

  it.each([
    [
      'an access key nobody has',
      { accessKeyId: 'AKIANOBODY' },
      'InvalidClientTokenId',
      403,
      'UnrecognizedClientException',
    ],
    [
      'another secret',
      { secretAccessKey: 'wrong' },
      'SignatureDoesNotMatch',
      403,
      'InvalidSignatureException',
    ],
    [
      'a session token too many',
      { sessionToken: 'x' },
      'InvalidClientTokenId',
      403,
      'UnrecognizedClientException',
    ],
  ])('is refused with %s', async (...[, key, queryCode, queryStatus, jsonCode]) => {
    const sts = new STSClient(inProcessClientConfig(world, key));
    const logs = new CloudWatchLogsClient(inProcessClientConfig(world, key));

    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: queryCode,
      $metadata: { httpStatusCode: queryStatus },
    });
    await expect(logs.send(new DescribeLogGroupsCommand({}))).rejects.toMatchObject({
      name: jsonCode,
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('is refused without a signature', async () => {
    const { authorization: _, ...headers } = signedForm('sts', {}).headers;
    const body = Buffer.from('Action=GetCallerIdentity&Version=2011-06-15');
    const unsigned: WireRequest = { ...signedForm('sts', {}), headers, body };

    const answer = await dispatch(world, unsigned);

    expect(answer.status).toBe(403);
    expect(answer.body).toContain('<Code>MissingAuthenticationToken</Code>');
  });

  it('is refused when the session has ended', async () => {
    let now = Date.parse('2026-11-23T08:00:00Z');
    const later = aWorld({ now: () => now });
    createRole(aScope(later), { roleName: 'visitor', trustPolicy: trust(theAccount) });
    const { Credentials: issued } = await new STSClient(inProcessClientConfig(later)).send(
      new AssumeRoleCommand({
        RoleArn: 'arn:aws:iam::111122223333:role/visitor',
        RoleSessionName: 's',
        DurationSeconds: 900,
      }),
    );
    const session = new STSClient(
      inProcessClientConfig(later, {
        accessKeyId: issued?.AccessKeyId ?? '',
        secretAccessKey: issued?.SecretAccessKey ?? '',
        sessionToken: issued?.SessionToken ?? '',
      }),
    );

    expect(issued?.Expiration).toEqual(new Date('2026-11-23T08:15:00Z'));
    expect(await session.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: 'arn:aws:sts::111122223333:assumed-role/visitor/s',
    });
    now += 900_000;
    await expect(session.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'ExpiredToken',
    });
  });
});

describe('assuming a role', () => {
  it.each([
    ['a role that does not exist', 'nobody'],
    ['a role that trusts another', 'function'],
  ])('is refused for %s', async (_, roleName) => {
    const world = aWorld();
    createRole(aScope(world), {
      roleName: 'function',
      trustPolicy: trust({ Service: 'lambda.amazonaws.com' }),
    });
    const RoleArn = `arn:aws:iam::111122223333:role/${roleName}`;

    const call = new STSClient(inProcessClientConfig(world)).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 's' }),
    );

    await expect(call).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(
        `User: arn:aws:iam::111122223333:user/admin is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
      ),
    });
  });
});

describe('an operation', () => {
  beforeEach(() => vi.spyOn(console, 'warn').mockImplementation(() => undefined));
  afterEach(() => vi.restoreAllMocks());

  it('that does not exist is refused as AWS does, and printed once', async () => {
    const world = aWorld();

    const first = await dispatch(world, signedForm('iam', { Action: 'UploadServerCertificate' }));
    await dispatch(world, signedForm('iam', { Action: 'UploadServerCertificate' }));

    expect(first.status).toBe(400);
    expect(first.body).toContain('<Code>InvalidAction</Code>');
    expect(vi.mocked(console.warn).mock.calls).toEqual([
      [
        'The sandbox has no operation iam:UploadServerCertificate; docs/sandbox-operations.md lists what it has.',
      ],
    ]);
  });

  it('is told its error as the modelled class in JSON', async () => {
    const logs = new CloudWatchLogsClient(inProcessClientConfig(aWorld()));
    await logs.send(new CreateLogGroupCommand({ logGroupName: 'g' }));

    const again = logs.send(new CreateLogGroupCommand({ logGroupName: 'g' }));

    await expect(again).rejects.toBeInstanceOf(ResourceAlreadyExistsException);
  });

  it('sees the state of the Region that was signed', async () => {
    const world = aWorld();
    const here = new CloudWatchLogsClient(inProcessClientConfig(world));
    const there = new CloudWatchLogsClient(inProcessClientConfig(world, { region: 'eu-west-1' }));
    await here.send(new CreateLogGroupCommand({ logGroupName: 'g' }));

    expect((await here.send(new DescribeLogGroupsCommand({}))).logGroups).toHaveLength(1);
    expect((await there.send(new DescribeLogGroupsCommand({}))).logGroups).toHaveLength(0);
  });

  it('is refused to a role whose policies do not allow it', async () => {
    const world = aWorld();
    createRole(aScope(world), { roleName: 'visitor', trustPolicy: trust(theAccount) });
    const { Credentials: issued } = await new STSClient(inProcessClientConfig(world)).send(
      new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::111122223333:role/visitor', RoleSessionName: 's' }),
    );
    const logs = new CloudWatchLogsClient(
      inProcessClientConfig(world, {
        accessKeyId: issued?.AccessKeyId ?? '',
        secretAccessKey: issued?.SecretAccessKey ?? '',
        sessionToken: issued?.SessionToken ?? '',
      }),
    );

    await expect(logs.send(new CreateLogGroupCommand({ logGroupName: 'g' }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        'because no identity-based policy allows the logs:CreateLogGroup action',
      ),
    });
  });

  it.each([
    [{ 'smithy-protocol': 'rpc-v2-cbor' }, 'The sandbox does not speak Smithy RPC v2 CBOR.'],
    [{}, 'No service of the sandbox answers POST /elsewhere.'],
  ])('that nothing names is answered with a sentence (%j)', async (headers, sentence) => {
    const answer = await dispatch(aWorld(), {
      method: 'POST',
      path: '/elsewhere',
      query: new URLSearchParams(),
      headers,
      body: new Uint8Array(),
    });

    expect(answer.status).toBe(404);
    expect(answer.body).toContain(sentence);
  });
});
