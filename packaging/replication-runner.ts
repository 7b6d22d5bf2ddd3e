import type { SubstitutedArn } from './config-names.ts';
import { onlyRecordsOf } from './records-condition.ts';
import { serviceRole } from './service-role.ts';
import type { CloudFormationResource, Statement } from './template.ts';

/** The function whose zip holds what the build runs, and the module it begins with. */
export const runnerCode = {
  functionName: 'replicate-repository',
  entry: 'functions/replicate-repository/run-in-build.ts',
} as const;

/** Where the framework put a function's zip, as the template says it. */
export interface ZipPlace {
  readonly S3Bucket: unknown;
  readonly S3Key: string;
}

/** The runtime is one that `standard:7.0` lists (CodeBuild user guide, available runtimes); 24 was not there yet. */
const BUILDSPEC = `version: 0.2
phases:
  install:
    runtime-versions:
      nodejs: 22
  build:
    commands:
      - node ${runnerCode.entry.replace(/\.ts$/, '.js')}
`;

/**
 * The build project that takes over a replication no run of the function is long enough for, with its role and its
 * log. A build is told the replication's name, and nothing else.
 */
export function replicationRunner(parts: {
  readonly projectName: string;
  readonly zip: ZipPlace;
  readonly table: string;
  readonly sources: readonly SubstitutedArn[];
  readonly replicas: readonly SubstitutedArn[];
}): Record<string, CloudFormationResource> {
  const { projectName, zip, table } = parts;
  return {
    ReplicationRunnerLogGroup: {
      Type: 'AWS::Logs::LogGroup',
      Properties: { LogGroupName: logGroupOf(projectName), RetentionInDays: 30 },
    },
    ReplicationRunnerRole: role(parts),
    ReplicationRunner: {
      Type: 'AWS::CodeBuild::Project',
      // CodeBuild would make the group itself, without a time after which it forgets.
      DependsOn: 'ReplicationRunnerLogGroup',
      Properties: {
        Name: projectName,
        Description: 'Brings a replica up to date when no run of replicate-repository is long enough',
        ServiceRole: { 'Fn::GetAtt': ['ReplicationRunnerRole', 'Arn'] },
        Source: {
          Type: 'S3',
          Location: { 'Fn::Join': ['/', [zip.S3Bucket, zip.S3Key]] },
          BuildSpec: BUILDSPEC,
        },
        Artifacts: { Type: 'NO_ARTIFACTS' },
        Environment: {
          Type: 'LINUX_CONTAINER',
          ComputeType: 'BUILD_GENERAL1_SMALL',
          Image: 'aws/codebuild/standard:7.0',
          EnvironmentVariables: [{ Name: 'TABLE_NAME', Value: { Ref: table } }],
        },
        LogsConfig: { CloudWatchLogs: { Status: 'ENABLED', GroupName: logGroupOf(projectName) } },
        TimeoutInMinutes: 480,
      },
    },
  };
}

function logGroupOf(projectName: string): string {
  return `/aws/codebuild/${projectName}`;
}

function role({
  projectName,
  zip,
  table,
  sources,
  replicas,
}: Parameters<typeof replicationRunner>[0]): CloudFormationResource {
  const statements: Statement[] = [
    // CodeBuild reads a source in S3 by these two (CodeBuild user guide, service role).
    allow(['s3:GetObject', 's3:GetObjectVersion'], objectArn(zip)),
    allow(['codecommit:GitPull', 'codecommit:GetRepository'], sources),
    allow(['codecommit:GitPush', 'codecommit:GetRepository'], replicas),
    {
      ...allow(['dynamodb:GetItem', 'dynamodb:PutItem'], { 'Fn::GetAtt': [table, 'Arn'] }),
      Condition: onlyRecordsOf(['replica']),
    },
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], {
      'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:${logGroupOf(projectName)}:*`,
    }),
  ];
  return serviceRole({ service: 'codebuild.amazonaws.com', policyName: 'build', statements });
}

function allow(Action: readonly string[], Resource: unknown): Statement {
  return { Effect: 'Allow', Action, Resource };
}

function objectArn({ S3Bucket, S3Key }: ZipPlace): unknown {
  return {
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', S3Bucket, '/', S3Key]],
  };
}
