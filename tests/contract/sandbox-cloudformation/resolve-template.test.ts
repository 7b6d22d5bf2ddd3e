import { describe, expect, test } from 'vitest';
import { resolveTemplate } from '../../../sandbox/services/cloudformation/template/resolve-template.ts';
import type { Template } from '../../../sandbox/services/cloudformation/template/template.ts';

const place = { account: '111122223333', region: 'eu-central-1', stackName: 'shop' };

/** What a value comes to as a property of a queue's neighbour. */
function resolved(value: unknown, more: Partial<Template> = {}, region = place.region): unknown {
  const template: Template = {
    ...more,
    Resources: {
      Reader: { Type: 'AWS::SSM::Parameter', Properties: { Value: value } },
      Orders: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'orders' } },
      ...more.Resources,
    },
  };
  return resolveTemplate(template, { ...place, region }).resources.get('Reader')?.properties['Value'];
}

describe('intrinsic functions', () => {
  const ordersArn = 'arn:aws:sqs:eu-central-1:111122223333:orders';
  const cases: [name: string, value: unknown, expected: unknown][] = [
    [
      'Ref of a queue is its URL',
      { Ref: 'Orders' },
      'https://sqs.eu-central-1.amazonaws.com/111122223333/orders',
    ],
    [
      'Ref of a pseudo parameter',
      [{ Ref: 'AWS::Region' }, { Ref: 'AWS::Partition' }],
      ['eu-central-1', 'aws'],
    ],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Orders', 'Arn'] }, ordersArn],
    ['GetAtt as a text', { 'Fn::GetAtt': 'Orders.Arn' }, ordersArn],
    [
      'Sub with a reference, an attribute and a literal',
      { 'Fn::Sub': '${AWS::StackName} ${Orders.Arn} ${!Kept}' },
      `shop ${ordersArn} \${Kept}`,
    ],
    [
      'Sub with names of its own',
      { 'Fn::Sub': ['${a}-${AWS::Region}', { a: { 'Fn::GetAtt': ['Orders', 'QueueName'] } }] },
      'orders-eu-central-1',
    ],
    ['Join', { 'Fn::Join': ['/', ['a', { Ref: 'AWS::AccountId' }]] }, 'a/111122223333'],
    ['Select from Split', { 'Fn::Select': [1, { 'Fn::Split': [',', 'a,b,c'] }] }, 'b'],
    ['Base64', { 'Fn::Base64': 'hello' }, 'aGVsbG8='],
    ['ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': '${AWS::Region}-vpc' } }, 'eu-central-1-vpc'],
    [
      'NoValue leaves a property out',
      { a: { Ref: 'AWS::NoValue' }, b: [1, { Ref: 'AWS::NoValue' }] },
      { b: [1] },
    ],
    [
      'a policy condition is no intrinsic function',
      { Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
      { Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
    ],
  ];
  test.each(cases)('%s', (_name, value, expected) => {
    expect(resolved(value)).toEqual(expected);
  });

  test('FindInMap looks up by the Region', () => {
    const Mappings = { Sizes: { 'eu-central-1': { small: 1 }, 'us-east-1': { small: 2 } } };
    const value = { 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'small'] };

    expect(resolved(value, { Mappings })).toBe(1);
    expect(resolved(value, { Mappings }, 'us-east-1')).toBe(2);
  });

  test('If follows conditions made of one another', () => {
    const Conditions = {
      IsEurope: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] },
      IsProduction: {
        'Fn::And': [{ Condition: 'IsEurope' }, { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] }] }],
      },
      IsAny: { 'Fn::Or': [{ Condition: 'IsProduction' }, { Condition: 'IsEurope' }] },
    };
    const Parameters = { Stage: { Type: 'String', Default: 'dev' } };
    const value = ['IsEurope', 'IsProduction', 'IsAny'].map((name) => ({ 'Fn::If': [name, 'yes', 'no'] }));

    expect(resolved(value, { Conditions, Parameters })).toEqual(['yes', 'no', 'yes']);
    expect(resolved(value, { Conditions, Parameters }, 'us-east-1')).toEqual(['no', 'no', 'no']);
  });

  test('China has its own partition and suffix', () => {
    expect(resolved({ 'Fn::Sub': '${AWS::Partition} ${AWS::URLSuffix}' }, {}, 'cn-north-1')).toBe(
      'aws-cn amazonaws.com.cn',
    );
  });
});

describe('a template that is wrong', () => {
  test.each([
    [
      'refers to nothing',
      { Ref: 'Nobody' },
      /refers to Nobody, and has no resource or parameter of that name/,
    ],
    [
      'asks for an attribute that is not there',
      { 'Fn::GetAtt': ['Orders', 'Colour'] },
      /Orders \(AWS::SQS::Queue\) has no attribute Colour/,
    ],
    ['uses an unknown function', { 'Fn::Cidr': [] }, /does not know the intrinsic function Fn::Cidr/],
  ])('%s', (_name, value, message) => {
    expect(() => resolved(value)).toThrow(message);
  });

  test('has resources that need each other in a circle', () => {
    const Resources = {
      A: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'B' } } },
      B: { Type: 'AWS::SQS::Queue', DependsOn: 'A' },
    };

    expect(() => resolveTemplate({ Resources }, place)).toThrow(
      'Circular dependency between resources: [A -> B -> A]',
    );
  });

  test('has a parameter without a value', () => {
    expect(() => resolved('x', { Parameters: { Stage: { Type: 'String' } } })).toThrow(
      'Parameters: [Stage] must have values',
    );
  });
});

test('a resource comes after those it needs, and one whose condition does not hold is left out', () => {
  const template: Template = {
    Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
    Resources: {
      Last: { Type: 'AWS::SQS::Queue', DependsOn: ['Middle'] },
      Middle: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::Sub': '${First.QueueName}-2' } } },
      Skipped: { Type: 'AWS::SQS::Queue', Condition: 'Never' },
      First: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'q' } },
    },
    Outputs: { Skipped: { Condition: 'Never', Value: { Ref: 'Skipped' } } },
  };

  const { resources, outputs } = resolveTemplate(template, place);

  expect([...resources.keys()]).toEqual(['First', 'Middle', 'Last']);
  expect(resources.get('Middle')?.attributes?.['QueueName']).toBe('q-2');
  expect(outputs).toEqual([]);
});
