import {
  CloudWatchClient,
  DeleteDashboardsCommand,
  GetDashboardCommand,
  ListDashboardsCommand,
  PutDashboardCommand,
} from '@aws-sdk/client-cloudwatch';
import { beforeEach, describe, expect, it } from 'vitest';
import { cloudwatch as service } from '../../../sandbox/services/cloudwatch/service.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { messagingWorld } from './messaging-world.ts';

let made: ReturnType<typeof messagingWorld>;
let client: CloudWatchClient;

beforeEach(() => {
  made = messagingWorld();
  client = new CloudWatchClient(inProcessClientConfig(made.world, { region: 'eu-west-1' }));
});

const put = (DashboardName: string, body: unknown) =>
  client.send(
    new PutDashboardCommand({
      DashboardName,
      DashboardBody: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );
const metrics = (properties: object) => ({ widgets: [{ type: 'metric', properties }] });

describe('CloudWatch, dashboards', () => {
  it('are put, read, listed and deleted, and are the same in every Region', async () => {
    await put('harbor', { widgets: [] });
    await put('harbor', {
      widgets: [{ type: 'text', x: 0, y: 0, width: 24, height: 2, properties: { markdown: '# Harbor' } }],
    });
    await put('pier', { widgets: [] });
    const elsewhere = new CloudWatchClient(inProcessClientConfig(made.world, { region: 'us-east-1' }));

    const found = await elsewhere.send(new GetDashboardCommand({ DashboardName: 'harbor' }));
    const { DashboardEntries } = await elsewhere.send(
      new ListDashboardsCommand({ DashboardNamePrefix: 'h' }),
    );
    await elsewhere.send(new DeleteDashboardsCommand({ DashboardNames: ['harbor'] }));
    const left = await client.send(new ListDashboardsCommand({}));

    expect(found).toMatchObject({
      DashboardName: 'harbor',
      DashboardArn: 'arn:aws:cloudwatch::111122223333:dashboard/harbor',
      DashboardBody:
        '{"widgets":[{"type":"text","x":0,"y":0,"width":24,"height":2,"properties":{"markdown":"# Harbor"}}]}',
    });
    expect(DashboardEntries).toMatchObject([{ DashboardName: 'harbor', Size: 100 }]);
    expect(left.DashboardEntries?.map(({ DashboardName }) => DashboardName)).toEqual(['pier']);
  });

  it('that are not there are told, and then none of those named is deleted', async () => {
    await put('harbor', { widgets: [] });

    await expect(client.send(new GetDashboardCommand({ DashboardName: 'pier' }))).rejects.toMatchObject({
      name: 'ResourceNotFound',
      message: 'Dashboard pier does not exist',
    });
    await expect(
      client.send(new DeleteDashboardsCommand({ DashboardNames: ['harbor', 'pier'] })),
    ).rejects.toMatchObject({ name: 'ResourceNotFound' });
    expect((await client.send(new ListDashboardsCommand({}))).DashboardEntries).toHaveLength(1);
  });

  it.each([
    ['no JSON', 'widgets', [['', 'The dashboard body is not a JSON object']]],
    ['no widgets', {}, [['', "Should have required property 'widgets'"]]],
    [
      'a widget beside the grid',
      { widgets: [{ type: 'text', x: 24, width: 0, properties: { markdown: '' } }] },
      [
        ['/widgets/0/x', 'Should be from 0 to 23'],
        ['/widgets/0/width', 'Should be from 1 to 24'],
      ],
    ],
    [
      'an unknown widget',
      { widgets: [{ type: 'chart', properties: {} }] },
      [['/widgets/0/type', 'Should be one of alarm, custom, explorer, log, metric, text']],
    ],
    [
      'a metric widget without Region and metrics',
      metrics({}),
      [
        ['/widgets/0/properties', "Should have required property 'region'"],
        ['/widgets/0/properties', "Should have required property 'metrics'"],
      ],
    ],
    [
      'a metric whose dimension has no value',
      metrics({ region: 'eu-west-1', metrics: [['AWS/Lambda', 'Errors', 'FunctionName', { stat: 'Sum' }]] }),
      [['/widgets/0/properties/metrics/0', 'Should be a metric or an expression']],
    ],
  ])('with %s are refused with every problem and its place', async (_, body, problems) => {
    await expect(put('harbor', body)).rejects.toMatchObject({
      name: 'DashboardInvalidInputError',
      dashboardValidationMessages: problems.map(([DataPath, Message]) => ({ DataPath, Message })),
    });
  });

  it('have a name of letters, digits, hyphens and underscores', async () => {
    await expect(put('a b', { widgets: [] })).rejects.toMatchObject({ name: 'DashboardInvalidInputError' });
  });

  it('are made by a template', async () => {
    const result = await service.resources?.['AWS::CloudWatch::Dashboard']?.make({
      scope: made.scope,
      stackName: 'stack',
      logicalId: 'Dashboard',
      generatedName: 'stack-Dashboard-1',
      artifactFolder: '/nowhere',
      properties: {
        DashboardBody: JSON.stringify(
          metrics({ region: 'eu-west-1', metrics: [[{ expression: 'm1 * 2' }]] }),
        ),
      },
    });

    expect(result).toEqual({ ref: 'stack-Dashboard-1' });
    await expect(
      client.send(new GetDashboardCommand({ DashboardName: 'stack-Dashboard-1' })),
    ).resolves.toMatchObject({ DashboardName: 'stack-Dashboard-1' });
  });
});
