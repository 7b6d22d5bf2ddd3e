import { beforeEach, describe, expect, it } from 'vitest';
import { queryCodec } from '../../../sandbox/kernel/protocols/query.ts';
import type { Service } from '../../../sandbox/kernel/service.ts';
import type { WireCall } from '../../../sandbox/kernel/wire.ts';
import type { Scope } from '../../../sandbox/kernel/world.ts';
import { cloudwatch } from '../../../sandbox/services/cloudwatch/service.ts';
import { sqs } from '../../../sandbox/services/sqs/service.ts';
import { messagingWorld } from './messaging-world.ts';

let scope: Scope;

beforeEach(() => {
  ({ scope } = messagingWorld());
});

/** The answer to a form such as AWS CLI 2.9 sends, on one line and without the frame. */
async function ask(service: Service, form: Record<string, string>): Promise<string> {
  const operation = form['Action'] ?? '';
  const protocol = service.protocols.find(({ kind }) => kind === 'query');
  if (protocol === undefined) throw new Error(`${service.name} does not speak Query`);
  const call: WireCall = {
    request: {
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: {},
      body: Buffer.from(new URLSearchParams(form).toString()),
    },
    requestId: 'r',
    service,
    protocol,
    operation,
    parameters: {},
  };
  const principal = { kind: 'user', arn: 'arn:aws:iam::111122223333:user/admin', userId: 'ADMIN' } as const;
  const output = await service.operations[operation]?.handle(queryCodec.readInput(call), {
    ...scope,
    principal,
    requestId: 'r',
  });
  const { body } = queryCodec.writeOutput(call, output);
  return /<\w+Result>(.*)<\/\w+Result>/s.exec(String(body))?.[1] ?? '';
}

describe('SQS in the Query form', () => {
  const url = 'http://127.0.0.1:4566/111122223333/work';

  it('makes a queue from numbered attributes and tells them as Name and Value', async () => {
    const made = await ask(sqs, {
      Action: 'CreateQueue',
      QueueName: 'work',
      'Attribute.1.Name': 'VisibilityTimeout',
      'Attribute.1.Value': '5',
      'Attribute.2.Name': 'DelaySeconds',
      'Attribute.2.Value': '0',
      'Tag.1.Key': 'team',
      'Tag.1.Value': 'harbor',
    });
    const attributes = await ask(sqs, {
      Action: 'GetQueueAttributes',
      QueueUrl: url,
      'AttributeName.1': 'VisibilityTimeout',
    });

    expect(made).toBe(`<QueueUrl>${url}</QueueUrl>`);
    expect(attributes).toBe('<Attribute><Name>VisibilityTimeout</Name><Value>5</Value></Attribute>');
    expect(await ask(sqs, { Action: 'ListQueues' })).toBe(`<QueueUrl>${url}</QueueUrl>`);
    expect(await ask(sqs, { Action: 'ListQueueTags', QueueUrl: url })).toBe(
      '<Tag><Key>team</Key><Value>harbor</Value></Tag>',
    );
  });

  it('carries messages with their attributes', async () => {
    await ask(sqs, { Action: 'CreateQueue', QueueName: 'work' });
    await ask(sqs, {
      Action: 'SendMessage',
      QueueUrl: url,
      MessageBody: 'a < b',
      'MessageAttribute.1.Name': 'kind',
      'MessageAttribute.1.Value.DataType': 'String',
      'MessageAttribute.1.Value.StringValue': 'hint',
    });

    const answer = await ask(sqs, {
      Action: 'ReceiveMessage',
      QueueUrl: url,
      MaxNumberOfMessages: '10',
      WaitTimeSeconds: '0',
      'AttributeName.1': 'ApproximateReceiveCount',
      'MessageAttributeName.1': 'All',
    });

    expect(answer).toMatch(/^<Message><MessageId>[0-9a-f-]{36}<\/MessageId>/);
    expect(answer).toContain('<Body>a &#60; b</Body>');
    expect(answer).toContain('<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>');
    expect(answer).toContain(
      '<MessageAttribute><Name>kind</Name><Value><DataType>String</DataType><StringValue>hint</StringValue></Value></MessageAttribute>',
    );
  });

  it('carries batches under their long names', async () => {
    await ask(sqs, { Action: 'CreateQueue', QueueName: 'work' });

    const answer = await ask(sqs, {
      Action: 'SendMessageBatch',
      QueueUrl: url,
      'SendMessageBatchRequestEntry.1.Id': 'good',
      'SendMessageBatchRequestEntry.1.MessageBody': 'x',
      'SendMessageBatchRequestEntry.2.Id': 'bad',
      'SendMessageBatchRequestEntry.2.MessageBody': '',
    });

    expect(answer).toMatch(
      /<SendMessageBatchResultEntry><MessageId>.*<Id>good<\/Id><\/SendMessageBatchResultEntry>/,
    );
    expect(answer).toMatch(/<BatchResultErrorEntry><Id>bad<\/Id><Code>MissingParameter<\/Code>/);
  });
});

describe('CloudWatch in the Query form', () => {
  it('puts and gives metrics', async () => {
    await ask(cloudwatch, {
      Action: 'PutMetricData',
      Namespace: 'harbor',
      'MetricData.member.1.MetricName': 'Depth',
      'MetricData.member.1.Dimensions.member.1.Name': 'Queue',
      'MetricData.member.1.Dimensions.member.1.Value': '42',
      'MetricData.member.1.Timestamp': '2026-03-02T08:10:00Z',
      'MetricData.member.1.Value': '7.5',
    });

    const answer = await ask(cloudwatch, {
      Action: 'GetMetricStatistics',
      Namespace: 'harbor',
      MetricName: 'Depth',
      'Dimensions.member.1.Name': 'Queue',
      'Dimensions.member.1.Value': '42',
      StartTime: '2026-03-02T08:00:00Z',
      EndTime: '2026-03-02T09:00:00Z',
      Period: '60',
      'Statistics.member.1': 'Sum',
    });

    expect(answer).toBe(
      '<Label>Depth</Label><Datapoints><member><Timestamp>2026-03-02T08:10:00.000Z</Timestamp><Sum>7.5</Sum><Unit>None</Unit></member></Datapoints>',
    );
  });

  it('keeps alarms, whose numbers and booleans are text in a form', async () => {
    await ask(cloudwatch, {
      Action: 'PutMetricAlarm',
      AlarmName: 'deep',
      Namespace: 'harbor',
      MetricName: 'Depth',
      Statistic: 'Maximum',
      Period: '60',
      EvaluationPeriods: '2',
      Threshold: '10',
      ComparisonOperator: 'GreaterThanThreshold',
      ActionsEnabled: 'false',
      'AlarmActions.member.1': 'arn:aws:sns:eu-west-1:111122223333:alerts',
    });

    const answer = await ask(cloudwatch, { Action: 'DescribeAlarms', 'AlarmNames.member.1': 'deep' });

    expect(answer).toContain('<ActionsEnabled>false</ActionsEnabled>');
    expect(answer).toContain('<Threshold>10</Threshold>');
    expect(answer).toContain(
      '<AlarmActions><member>arn:aws:sns:eu-west-1:111122223333:alerts</member></AlarmActions>',
    );
  });
});
