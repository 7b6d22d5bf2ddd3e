import { beforeAll, describe, expect, it } from 'vitest';
import { applySettings, stackSettings } from '../../../packaging/settings/apply-settings.ts';
import type { Template } from '../../../packaging/template.ts';
import type { DeploySettings } from '../../../shared/config/deploy.ts';
import { compiledTemplate, propertiesOf } from '../../support/compiled-template.ts';
import { tourStack } from '../../support/tour-stack.ts';

let templateFile: string;

beforeAll(async () => {
  ({ templateFile } = await tourStack());
});

/** The stack of the tour, which has no settings, with these. */
function stackWith(settings: DeploySettings): Template {
  const template = compiledTemplate(templateFile);
  applySettings(template, settings, 'OperatorTopic');
  return template;
}

describe('the settings of operators, on the compiled template', () => {
  it('change nothing where there are none', () => {
    expect(stackWith({})).toEqual(compiledTemplate(templateFile));
  });

  it('subscribe to the topic that every alarm tells, and keep a subscription when another goes', () => {
    const email = { protocol: 'email', endpoint: 'oncall@example.com' } as const;
    const https = { protocol: 'https', endpoint: 'https://pager.example.com/alarms' } as const;

    const both = propertiesOf(stackWith({ notify: [email, https] }), 'AWS::SNS::Subscription');
    const one = propertiesOf(stackWith({ notify: [https] }), 'AWS::SNS::Subscription');

    expect(Object.values(both)).toEqual([
      { TopicArn: { Ref: 'OperatorTopic' }, Protocol: 'email', Endpoint: 'oncall@example.com' },
      { TopicArn: { Ref: 'OperatorTopic' }, Protocol: 'https', Endpoint: 'https://pager.example.com/alarms' },
    ]);
    expect(both).toMatchObject(one);
    for (const alarm of Object.values(propertiesOf(stackWith({}), 'AWS::CloudWatch::Alarm'))) {
      expect(alarm['AlarmActions']).toEqual([{ Ref: 'OperatorTopic' }]);
      expect(alarm['OKActions']).toEqual([{ Ref: 'OperatorTopic' }]);
    }
  });

  it('tag every resource that takes tags', () => {
    const template = stackWith({
      tags: { team: 'harbor', stage: 'prod' },
      notify: [{ protocol: 'sms', endpoint: '+491701234567' }],
    });

    const tagged = Object.values(template.Resources).filter(({ Properties }) => Properties?.['Tags']);
    const untagged = Object.values(template.Resources).filter(({ Properties }) => !Properties?.['Tags']);
    expect(new Set(tagged.map(({ Type }) => Type))).toEqual(
      new Set([
        'AWS::CloudWatch::Alarm',
        'AWS::CodeBuild::Project',
        'AWS::DynamoDB::Table',
        'AWS::Events::Rule',
        'AWS::IAM::Role',
        'AWS::Lambda::Function',
        'AWS::Logs::LogGroup',
        'AWS::S3::Bucket',
        'AWS::SNS::Topic',
        'AWS::SQS::Queue',
        'AWS::SecretsManager::Secret',
      ]),
    );
    for (const { Properties } of tagged)
      expect(Properties?.['Tags']).toEqual([
        { Key: 'team', Value: 'harbor' },
        { Key: 'stage', Value: 'prod' },
      ]);
    const both = new Set(untagged.map(({ Type }) => Type));
    expect(tagged.filter(({ Type }) => both.has(Type))).toEqual([]);
  });

  it('stop packaging at a resource of which it is not known whether it takes tags', () => {
    const template = compiledTemplate(templateFile);
    template.Resources['Novelty'] = { Type: 'AWS::Novel::Thing' };

    expect(() => applySettings(template, { tags: { team: 'harbor' } }, 'OperatorTopic')).toThrow(
      'Whether Novelty can have tags is not known: say it of AWS::Novel::Thing in packaging/settings/tags.ts.',
    );
  });

  it.each([
    ['harbor-boundary', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/harbor-boundary' }],
    ['arn:aws:iam::111122223333:policy/team/b', 'arn:aws:iam::111122223333:policy/team/b'],
  ])('bound every role by %s', (permissionsBoundary, expected) => {
    const roles = Object.values(propertiesOf(stackWith({ permissionsBoundary }), 'AWS::IAM::Role'));

    expect(roles.length).toBeGreaterThan(6);
    for (const role of roles) expect(role['PermissionsBoundary']).toEqual(expected);
  });

  it('keep every log as long as they say', () => {
    const groups = Object.values(propertiesOf(stackWith({ logRetentionDays: 365 }), 'AWS::Logs::LogGroup'));

    expect(groups.length).toBeGreaterThan(6);
    expect(new Set(groups.map((group) => group['RetentionInDays']))).toEqual(new Set([365]));
  });

  it('reserve concurrency for what has a public URL, and for nothing else', () => {
    const functions = propertiesOf(stackWith({ publicConcurrency: 20 }), 'AWS::Lambda::Function');
    const reserved = Object.values(functions).map(({ FunctionName, ReservedConcurrentExecutions }) => [
      FunctionName,
      ReservedConcurrentExecutions,
    ]);

    expect(reserved.filter(([, most]) => most !== undefined)).toEqual([
      ['drawbridge-sandbox-serve-badge', 20],
    ]);
  });

  it('put functions and build project into the network, where only Lambda and CodeBuild make interfaces', () => {
    const template = stackWith({
      vpc: { id: 'vpc-0a1b2c3d', subnets: ['subnet-0a1b2c3d'], securityGroups: ['sg-0a1b2c3d'] },
    });

    for (const properties of Object.values(propertiesOf(template, 'AWS::Lambda::Function')))
      expect(properties['VpcConfig']).toEqual({
        SubnetIds: ['subnet-0a1b2c3d'],
        SecurityGroupIds: ['sg-0a1b2c3d'],
      });
    expect(propertiesOf(template, 'AWS::CodeBuild::Project')['ReplicationRunner']?.['VpcConfig']).toEqual({
      VpcId: 'vpc-0a1b2c3d',
      Subnets: ['subnet-0a1b2c3d'],
      SecurityGroupIds: ['sg-0a1b2c3d'],
    });
    const lambdaActions = [
      'ec2:CreateNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:DeleteNetworkInterface',
      'ec2:AssignPrivateIpAddresses',
      'ec2:UnassignPrivateIpAddresses',
    ];
    expect(addedTo(template, 'SweepRole')).toEqual({
      network: [
        { Sid: 'NetworkInterfaces', Effect: 'Allow', Action: lambdaActions, Resource: '*' },
        {
          Sid: 'NotForCode',
          Effect: 'Deny',
          Action: lambdaActions,
          Resource: '*',
          Condition: { Null: { 'lambda:SourceFunctionArn': 'false' } },
        },
      ],
    });
    expect(JSON.stringify(addedTo(template, 'ReplicationRunnerRole'))).toContain(
      '"ec2:Subnet":[{"Fn::Sub":"arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:subnet/subnet-0a1b2c3d"}]',
    );
  });

  describe('with a key', () => {
    const key = {
      'Fn::Sub':
        'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/mrk-1234abcd12ab34cd56ef1234567890ab',
    };
    let template: Template;
    beforeAll(() => {
      template = stackWith({ kmsKey: 'mrk-1234abcd12ab34cd56ef1234567890ab' });
    });

    it('encrypt all that the stack keeps', () => {
      const { Table, DeadLetterQueue, OperatorTopic, BadgeKey, BackupBucket } = template.Resources;

      expect(Table?.Properties?.['SSESpecification']).toEqual({
        SSEEnabled: true,
        SSEType: 'KMS',
        KMSMasterKeyId: key,
      });
      expect(DeadLetterQueue?.Properties).toMatchObject({ SqsManagedSseEnabled: false, KmsMasterKeyId: key });
      expect(OperatorTopic?.Properties).toMatchObject({ KmsMasterKeyId: key });
      expect(BadgeKey?.Properties).toMatchObject({ KmsKeyId: key });
      expect(BackupBucket?.Properties?.['BucketEncryption']).toEqual({
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key },
          },
        ],
      });
      for (const group of Object.values(propertiesOf(template, 'AWS::Logs::LogGroup')))
        expect(group['KmsKeyId']).toEqual(key);
    });

    it.each([
      ['ServeBadgeRole', ['dynamodb', 'secretsmanager'], 'reads'],
      ['ReportBuildRole', ['dynamodb', 'sqs'], 'writes'],
      ['SweepRole', ['dynamodb', 'sqs'], 'writes'],
      ['BackUpRepositoryRole', ['dynamodb', 's3', 'sqs'], 'writes'],
      ['ReplicationRunnerRole', ['dynamodb', 's3'], 'writes'],
    ])('let %s use it through %j only', (role, services, kind) => {
      const writing = ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];

      expect(addedTo(template, role)).toEqual({
        encryption: [
          {
            Sid: 'KeyOfWhatIsKept',
            Effect: 'Allow',
            Action: ['kms:Decrypt', 'kms:DescribeKey', ...(kind === 'writes' ? writing : [])],
            Resource: key,
            Condition: {
              StringEquals: {
                'kms:ViaService': services.map((service) => ({
                  'Fn::Sub': `${service}.\${AWS::Region}.\${AWS::URLSuffix}`,
                })),
              },
            },
          },
        ],
      });
    });
  });

  it('hand role, tags and protection of the stack itself to the deployment', () => {
    expect(
      stackSettings({
        tags: { team: 'harbor' },
        serviceRole: 'arn:aws:iam::111122223333:role/cloudformation',
        terminationProtection: false,
      }),
    ).toEqual({
      stackTags: { team: 'harbor' },
      iam: { deploymentRole: 'arn:aws:iam::111122223333:role/cloudformation' },
      deletionProtection: false,
    });
    expect(stackSettings({})).toEqual({});
  });
});

/** The policies that a role has besides the one of its function, by name. */
function addedTo(template: Template, logicalId: string): Record<string, unknown> {
  const policies = template.Resources[logicalId]?.Properties?.['Policies'] as readonly {
    readonly PolicyName: string;
    readonly PolicyDocument: { readonly Statement: unknown };
  }[];
  return Object.fromEntries(
    policies.slice(1).map(({ PolicyName, PolicyDocument }) => [PolicyName, PolicyDocument.Statement]),
  );
}
