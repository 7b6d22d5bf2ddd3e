import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  InvalidRequestException,
  ListSecretsCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  RestoreSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Scope } from '../../../sandbox/kernel/world.ts';
import { secretsmanager as service } from '../../../sandbox/services/secretsmanager/service.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import type { ManualClock } from '../../support/manual-clock.ts';
import { messagingWorld } from './messaging-world.ts';

let client: SecretsManagerClient;
let clock: ManualClock;
let scope: Scope;

beforeEach(() => {
  const made = messagingWorld();
  ({ clock, scope } = made);
  client = new SecretsManagerClient(inProcessClientConfig(made.world, { region: 'eu-west-1' }));
});

const create = (Name: string, SecretString?: string) =>
  client.send(new CreateSecretCommand({ Name, SecretString }));
const value = (SecretId: string, VersionStage?: string) =>
  client.send(new GetSecretValueCommand({ SecretId, VersionStage }));

describe('Secrets Manager', () => {
  it('keeps a secret and gives it by name, ARN and ARN without its ending', async () => {
    const { ARN = '', VersionId } = await create('drawbridge/slack', '{"token":"x"}');

    expect(ARN).toMatch(
      /^arn:aws:secretsmanager:eu-west-1:111122223333:secret:drawbridge\/slack-[0-9a-f]{6}$/,
    );
    for (const id of ['drawbridge/slack', ARN, ARN.slice(0, -7)])
      expect(await value(id)).toMatchObject({
        ARN,
        VersionId,
        SecretString: '{"token":"x"}',
        VersionStages: ['AWSCURRENT'],
      });
  });

  it('keeps bytes', async () => {
    await client.send(new CreateSecretCommand({ Name: 'key', SecretBinary: Buffer.from([0, 255]) }));

    expect([...((await value('key')).SecretBinary ?? [])]).toEqual([0, 255]);
  });

  it('moves the labels when a value is put, and takes the same token for the same call', async () => {
    await create('s', 'one');
    const put = (SecretString: string) =>
      client.send(
        new PutSecretValueCommand({
          SecretId: 's',
          SecretString,
          ClientRequestToken: 'a1b2c3d4-5678-90ab-cdef-000000000001',
        }),
      );

    await put('two');
    const repeat = await put('two');

    expect((await value('s')).SecretString).toBe('two');
    expect((await value('s', 'AWSPREVIOUS')).SecretString).toBe('one');
    expect(repeat.VersionStages).toEqual(['AWSCURRENT']);
    await expect(put('three')).rejects.toBeInstanceOf(ResourceExistsException);
    const { VersionIdsToStages } = await client.send(new DescribeSecretCommand({ SecretId: 's' }));
    expect(VersionIdsToStages?.['a1b2c3d4-5678-90ab-cdef-000000000001']).toEqual(['AWSCURRENT']);
  });

  it('says what it cannot find', async () => {
    await expect(value('none')).rejects.toThrow("Secrets Manager can't find the specified secret.");
    await create('empty');
    await expect(value('empty')).rejects.toBeInstanceOf(ResourceNotFoundException);
    await expect(value('empty')).rejects.toThrow('staging label: AWSCURRENT');
  });

  it('refuses a name that is taken', async () => {
    await create('s', 'one');

    await expect(create('s', 'two')).rejects.toThrow(
      'The operation failed because the secret s already exists.',
    );
  });

  it('deletes in thirty days, during which it can be restored', async () => {
    await create('s', 'one');
    const { DeletionDate } = await client.send(new DeleteSecretCommand({ SecretId: 's' }));

    expect(DeletionDate).toEqual(new Date('2026-04-01T09:00:00Z'));
    await expect(value('s')).rejects.toBeInstanceOf(InvalidRequestException);
    await client.send(new RestoreSecretCommand({ SecretId: 's' }));
    expect((await value('s')).SecretString).toBe('one');

    await client.send(new DeleteSecretCommand({ SecretId: 's', RecoveryWindowInDays: 7 }));
    await clock.advance(7 * 86_400_000);
    await expect(value('s')).rejects.toBeInstanceOf(ResourceNotFoundException);
    expect((await create('s', 'new')).Name).toBe('s');
  });

  it('deletes at once when forced', async () => {
    await create('s', 'one');

    await client.send(new DeleteSecretCommand({ SecretId: 's', ForceDeleteWithoutRecovery: true }));

    expect((await client.send(new ListSecretsCommand({}))).SecretList).toEqual([]);
  });

  it('makes passwords by the rules', async () => {
    const password = async (rules: object) =>
      (await client.send(new GetRandomPasswordCommand(rules))).RandomPassword ?? '';

    const usual = await password({});
    expect(usual).toHaveLength(32);
    for (const kind of [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9 ]/]) expect(usual).toMatch(kind);
    expect(await password({ PasswordLength: 12, ExcludePunctuation: true, ExcludeUppercase: true })).toMatch(
      /^[a-z0-9]{12}$/,
    );
    expect(await password({ ExcludeCharacters: 'abc' })).not.toMatch(/[abc]/);
    await expect(password({ PasswordLength: 2 })).rejects.toThrow('too short for one character');
  });

  it('makes a template secret with a value of its own, once', async () => {
    const make = () =>
      service.resources?.['AWS::SecretsManager::Secret']?.make({
        scope,
        stackName: 'drawbridge',
        logicalId: 'Signing',
        generatedName: 'drawbridge-Signing',
        properties: {
          GenerateSecretString: {
            SecretStringTemplate: '{"user":"bot"}',
            GenerateStringKey: 'password',
            PasswordLength: '20',
            ExcludePunctuation: 'true',
          },
        },
        artifactFolder: '/nowhere',
      });

    const made = await make();
    const first = (await value('drawbridge-Signing')).SecretString ?? '';
    await make();

    expect(made?.ref).toMatch(/:secret:drawbridge-Signing-[0-9a-f]{6}$/);
    expect(JSON.parse(first)).toEqual({ user: 'bot', password: expect.stringMatching(/^[a-zA-Z0-9]{20}$/) });
    expect((await value('drawbridge-Signing')).SecretString).toBe(first);
  });
});
