import type { ResourceResult } from '../../../kernel/resource-kind.ts';
import { partitionOf } from '../../../kernel/world.ts';

export interface GuessPlace {
  readonly account: string;
  readonly region: string;
  readonly stackName: string;
}

interface Names {
  readonly place: GuessPlace;
  readonly properties: Readonly<Record<string, unknown>>;
  /** What CloudFormation would make up; its random end is written `GENERATED`. */
  readonly generated: string;
  named(property: string): string;
  arn(service: string, resource: string): string;
}

/**
 * What `Ref` and `Fn::GetAtt` of a resource give on AWS, as far as that follows from its properties. Throws for
 * a type that is not listed here.
 */
export function guessResource(
  place: GuessPlace,
  { logicalId, type, properties }: { logicalId: string; type: string; properties: Record<string, unknown> },
): ResourceResult {
  const guess = guesses[type];
  if (guess === undefined) {
    throw new Error(
      `It is not known what ${logicalId} would be called: add ${type} to the guesses in ` +
        'sandbox/services/cloudformation/template/guess-resource.ts.',
    );
  }
  const generated = `${place.stackName}-${logicalId}-GENERATED`;
  return guess({
    place,
    properties,
    generated,
    named: (property) => String(properties[property] ?? generated),
    arn: (service, resource) =>
      `arn:${partitionOf(place.region)}:${service}:${place.region}:${place.account}:${resource}`,
  });
}

/** AWS CloudFormation template reference, "Return values" of each type. */
const guesses: Readonly<Record<string, (names: Names) => ResourceResult>> = {
  'AWS::CloudWatch::Alarm': withArn('cloudwatch', 'AlarmName', (name) => `alarm:${name}`),
  'AWS::CloudWatch::Dashboard': ({ named }) => ({ ref: named('DashboardName') }),
  'AWS::CodeBuild::Project': withArn('codebuild', 'Name', (name) => `project/${name}`),
  'AWS::CodeCommit::Repository': ({ named, arn, generated }) => {
    const name = named('RepositoryName');
    return { ref: generated, attributes: { Name: name, Arn: arn('codecommit', name) } };
  },
  'AWS::DynamoDB::Table': withArn('dynamodb', 'TableName', (name) => `table/${name}`),
  'AWS::Events::EventBus': withArn('events', 'Name', (name) => `event-bus/${name}`),
  'AWS::Events::Rule': withArn('events', 'Name', (name) => `rule/${name}`),
  'AWS::IAM::ManagedPolicy': ({ place, named }) => {
    const arn = `arn:${partitionOf(place.region)}:iam::${place.account}:policy/${named('ManagedPolicyName')}`;
    return { ref: arn, attributes: { PolicyArn: arn } };
  },
  'AWS::IAM::Policy': ({ named }) => ({ ref: named('PolicyName') }),
  'AWS::IAM::Role': ({ place, properties, named }) => {
    const name = named('RoleName');
    const path = String(properties['Path'] ?? '/');
    const Arn = `arn:${partitionOf(place.region)}:iam::${place.account}:role${path}${name}`;
    return { ref: name, attributes: { Arn, RoleId: 'AROAGENERATED' } };
  },
  'AWS::Lambda::Alias': ({ named, arn }) => {
    const aliasArn = arn('lambda', `function:${functionName(named('FunctionName'))}:${named('Name')}`);
    return { ref: aliasArn, attributes: { AliasArn: aliasArn } };
  },
  'AWS::Lambda::EventInvokeConfig': unnamed,
  'AWS::Lambda::Function': withArn('lambda', 'FunctionName', (name) => `function:${name}`),
  'AWS::Lambda::Permission': unnamed,
  'AWS::Lambda::Url': ({ place, named, arn }) => {
    const FunctionArn = arn('lambda', `function:${functionName(named('TargetFunctionArn'))}`);
    return {
      ref: FunctionArn,
      attributes: { FunctionArn, FunctionUrl: `https://generated.lambda-url.${place.region}.on.aws/` },
    };
  },
  'AWS::Lambda::Version': ({ named, arn }) => {
    const ref = arn('lambda', `function:${functionName(named('FunctionName'))}:1`);
    return { ref, attributes: { Version: '1', FunctionArn: ref } };
  },
  'AWS::Logs::LogGroup': withArn('logs', 'LogGroupName', (name) => `log-group:${name}:*`),
  'AWS::S3::Bucket': ({ place, named }) => {
    const name = named('BucketName').toLowerCase();
    return { ref: name, attributes: { Arn: `arn:${partitionOf(place.region)}:s3:::${name}` } };
  },
  'AWS::S3::BucketPolicy': unnamed,
  'AWS::SNS::Subscription': unnamed,
  'AWS::SNS::Topic': ({ named, arn }) => {
    const TopicArn = arn('sns', named('TopicName'));
    return { ref: TopicArn, attributes: { TopicArn, TopicName: named('TopicName') } };
  },
  'AWS::SNS::TopicPolicy': unnamed,
  'AWS::SQS::Queue': ({ place, named, arn }) => {
    const name = named('QueueName');
    const url = `https://sqs.${place.region}.amazonaws.com/${place.account}/${name}`;
    return { ref: url, attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: url } };
  },
  'AWS::SQS::QueuePolicy': unnamed,
  'AWS::SSM::Parameter': ({ properties, named }) => ({
    ref: named('Name'),
    attributes: { Type: String(properties['Type']), Value: String(properties['Value']) },
  }),
  'AWS::SecretsManager::Secret': ({ named, arn }) => {
    const ref = arn('secretsmanager', `secret:${named('Name')}-RANDOM`);
    return { ref, attributes: { Id: ref } };
  },
};

function unnamed({ generated }: Names): ResourceResult {
  return { ref: generated };
}

/** For the types whose Ref is their name and that have an Arn. */
function withArn(service: string, property: string, resourceOf: (name: string) => string) {
  return ({ named, arn }: Names): ResourceResult => {
    const name = named(property);
    return { ref: name, attributes: { Arn: arn(service, resourceOf(name)) } };
  };
}

function functionName(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? (nameOrArn.split(':')[6] ?? nameOrArn) : nameOrArn;
}
