import { Agent, type IncomingMessage, request } from 'node:http';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { World } from '../../../sandbox/kernel/world.ts';
import { type RunningServer, startServer } from '../../../sandbox/server/start-server.ts';
import { aWorld } from '../../support/a-world.ts';

describe('the server', () => {
  let world: World;
  let server: RunningServer;
  let logs: CloudWatchLogsClient;

  beforeEach(async () => {
    world = aWorld({ now: () => Date.parse('2026-11-23T08:00:00Z') });
    server = await startServer(world, { port: 0 });
    logs = new CloudWatchLogsClient({
      region: 'us-east-1',
      endpoint: world.endpoint,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
  });

  afterEach(async () => {
    logs.destroy();
    await server.close();
  });

  const json = { 'content-type': 'application/json' };
  const control = (path: string, init: RequestInit = {}) => fetch(`${world.endpoint}/_sandbox/${path}`, init);

  it('answers SDK clients and tells the time of the world', async () => {
    await logs.send(new CreateLogGroupCommand({ logGroupName: 'g' }));

    const answer = await control('health');

    expect((await logs.send(new DescribeLogGroupsCommand({}))).logGroups).toHaveLength(1);
    expect(answer.headers.get('date')).toBe('Mon, 23 Nov 2026 08:00:00 GMT');
    expect(await answer.json()).toMatchObject({ status: 'ready', account: '111122223333' });
  });

  it('switches faults on, lists them and switches them off', async () => {
    const body = JSON.stringify({ service: 'logs', kind: 'throttle' });

    const added = await control('faults', { method: 'POST', headers: json, body });

    expect(added.status).toBe(201);
    await expect(logs.send(new DescribeLogGroupsCommand({}))).rejects.toMatchObject({
      name: 'ThrottlingException',
    });
    expect(await (await control('faults')).json()).toMatchObject({
      faults: [{ kind: 'throttle', struck: 1 }],
    });
    expect(await (await control('faults', { method: 'DELETE' })).json()).toEqual({ switchedOff: 1 });
    expect((await logs.send(new DescribeLogGroupsCommand({}))).logGroups).toEqual([]);
  });

  it('cuts the connection where a fault says so', async () => {
    await control('faults', {
      method: 'POST',
      headers: json,
      body: '{"service":"logs","kind":"drop-connection"}',
    });

    await expect(logs.send(new DescribeLogGroupsCommand({}))).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('leaves it to the client how long an idle connection is kept, so that no request meets a closing one', async () => {
    const agent = new Agent({ keepAlive: true });

    const { headers } = await getWith(agent, `${world.endpoint}/_sandbox/health`);

    expect(headers.connection).toBe('keep-alive');
    expect(headers['keep-alive']).toBeUndefined();
    agent.destroy();
  });

  it('tells of its own failure instead of cutting the connection', async () => {
    const complaint = vi.spyOn(console, 'error').mockReturnValue();
    vi.spyOn(world.ids, 'uuid').mockImplementation(() => {
      throw new Error('no more ids');
    });

    const answer = await fetch(world.endpoint, {
      method: 'POST',
      headers: { authorization: 'AWS4-HMAC-SHA256 Credential=test/20261123/us-east-1/sqs/aws4_request' },
      body: 'Action=ListQueues',
    });

    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain('its terminal says why');
    expect(complaint).toHaveBeenCalledWith(
      'The sandbox failed to answer POST /',
      expect.objectContaining({ message: 'no more ids' }),
    );
    vi.restoreAllMocks();
  });

  it.each([
    ['{', 400],
    ['{"service":"logs","kind":"nonsense"}', 400],
  ])('refuses the fault %s', async (body, status) => {
    expect((await control('faults', { method: 'POST', headers: json, body })).status).toBe(status);
  });

  it('says which switch it does not have', async () => {
    const answer = await control('nonsense');

    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({ message: 'The sandbox has no switch GET /_sandbox/nonsense.' });
  });

  it('answers a stranger with a sentence and stays up', async () => {
    const answer = await fetch(`${world.endpoint}/favicon.ico`);

    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('No service of the sandbox answers GET /favicon.ico.');
  });

  it('tells when the port is taken', async () => {
    await expect(startServer(aWorld(), { port: server.port })).rejects.toThrow(
      `Port ${server.port} is in use, perhaps by another sandbox. Stop it, or give another --port.`,
    );
  });
});

/** The head of an answer, over a connection of the agent's. */
function getWith(agent: Agent, url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, { agent }, (response) => resolve(response.resume()))
      .on('error', reject)
      .end();
  });
}
