import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Scope } from '../../../sandbox/kernel/world.ts';
import { ssm as service } from '../../../sandbox/services/ssm/service.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { messagingWorld } from './messaging-world.ts';

let ssm: SSMClient;
let scope: Scope;

beforeEach(() => {
  const made = messagingWorld();
  scope = made.scope;
  ssm = new SSMClient(inProcessClientConfig(made.world, { region: 'eu-west-1' }));
});

const put = (
  Name: string,
  Value: string,
  more: { Type?: 'String' | 'StringList' | 'SecureString'; Overwrite?: boolean } = {},
) => ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', ...more }));

const get = async (Name: string, WithDecryption = false) =>
  (await ssm.send(new GetParameterCommand({ Name, WithDecryption }))).Parameter;

describe('SSM', () => {
  it('keeps a parameter and gives it by name and by ARN', async () => {
    const { Version } = await put('/harbor/slack/channel', 'C0123');

    const parameter = await get('/harbor/slack/channel');

    expect(Version).toBe(1);
    expect(parameter).toEqual({
      Name: '/harbor/slack/channel',
      Type: 'String',
      Value: 'C0123',
      Version: 1,
      LastModifiedDate: new Date('2026-03-02T09:00:00Z'),
      ARN: 'arn:aws:ssm:eu-west-1:111122223333:parameter/harbor/slack/channel',
      DataType: 'text',
    });
    expect(await get(parameter?.ARN ?? '')).toEqual(parameter);
  });

  it('seals a SecureString until it is asked to decrypt', async () => {
    await put('token', 'xoxb-secret', { Type: 'SecureString' });

    expect((await get('token'))?.Value).not.toContain('secret');
    expect((await get('token', true))?.Value).toBe('xoxb-secret');
  });

  it('adds versions only when told to overwrite, and gives older ones', async () => {
    await put('a', 'one');
    await expect(put('a', 'two')).rejects.toBeInstanceOf(ParameterAlreadyExists);
    await put('a', 'two', { Overwrite: true });

    expect((await get('a'))?.Value).toBe('two');
    expect(await get('a:1')).toMatchObject({ Value: 'one', Version: 1, Selector: ':1' });
    await expect(get('a:3')).rejects.toMatchObject({ name: 'ParameterVersionNotFound' });
  });

  it('gives several at once and tells what is not there', async () => {
    await put('a', 'one');
    await put('b', '1,2', { Type: 'StringList' });

    const answer = await ssm.send(new GetParametersCommand({ Names: ['b', 'none', 'a'] }));

    expect(answer.Parameters?.map(({ Value }) => Value)).toEqual(['1,2', 'one']);
    expect(answer.InvalidParameters).toEqual(['none']);
  });

  it('walks a path level by level or whole, ten to a page', async () => {
    await put('/app/a', '1');
    await put('/app/b/c', '2');
    await put('/apple', '3');
    for (let number = 10; number < 22; number++) await put(`/many/${number}`, 'x');
    const names = async (Path: string, Recursive: boolean, NextToken?: string) => {
      const page = await ssm.send(new GetParametersByPathCommand({ Path, Recursive, NextToken }));
      return { names: page.Parameters?.map(({ Name }) => Name), next: page.NextToken };
    };

    expect((await names('/app', false)).names).toEqual(['/app/a']);
    expect((await names('/app/', true)).names).toEqual(['/app/a', '/app/b/c']);
    const first = await names('/many', false);
    const second = await names('/many', false, first.next);
    expect(first.names).toHaveLength(10);
    expect(second).toEqual({ names: ['/many/20', '/many/21'], next: undefined });
  });

  it('deletes a parameter once', async () => {
    await put('a', 'one');

    await ssm.send(new DeleteParameterCommand({ Name: 'a' }));

    await expect(ssm.send(new DeleteParameterCommand({ Name: 'a' }))).rejects.toBeInstanceOf(
      ParameterNotFound,
    );
  });

  it('refuses names and values that AWS refuses', async () => {
    await expect(put('/aws/x', '1')).rejects.toThrow('can\'t be prefixed with "aws" or "ssm"');
    await expect(put('app/x', '1')).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(put('x', '')).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(ssm.send(new PutParameterCommand({ Name: 'x', Value: '1' }))).rejects.toThrow(
      'A parameter type is required',
    );
  });

  it('makes a template parameter real, with a new version only for a new value', async () => {
    const make = (Value: string) =>
      service.resources?.['AWS::SSM::Parameter']?.make({
        scope,
        stackName: 'drawbridge',
        logicalId: 'Channel',
        generatedName: 'drawbridge-Channel',
        properties: { Type: 'String', Value },
        artifactFolder: '/nowhere',
      });

    expect(await make('C1')).toEqual({
      ref: 'drawbridge-Channel',
      attributes: { Type: 'String', Value: 'C1' },
    });
    await make('C1');
    expect((await get('drawbridge-Channel'))?.Version).toBe(1);
    await make('C2');
    expect((await get('drawbridge-Channel'))?.Version).toBe(2);
  });
});
