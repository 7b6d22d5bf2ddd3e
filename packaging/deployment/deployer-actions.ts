/** What deploying one type of resource takes, by the name of the group of resources that it is asked about. */
export type Grants = Readonly<Record<string, readonly string[]>>;

/**
 * What whoever deploys must be allowed, for each type of resource that a template may have: CloudFormation makes,
 * changes and removes it with the permissions of its caller. The actions are those of the handlers in the types'
 * schemas (CloudFormation registry), less those of properties that are never given.
 * @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
 */
export const deployerActions: Readonly<Record<string, Grants>> = {
  'AWS::CloudWatch::Alarm': {
    alarms: ['PutMetricAlarm', 'DeleteAlarms', 'DescribeAlarms', ...tagging()].map(of('cloudwatch')),
  },
  'AWS::CloudWatch::Dashboard': {
    dashboards: ['PutDashboard', 'GetDashboard', 'DeleteDashboards', ...tagging()].map(of('cloudwatch')),
  },
  'AWS::CodeBuild::Project': {
    projects: ['CreateProject', 'UpdateProject', 'DeleteProject'].map(of('codebuild')),
    passed: ['iam:PassRole'],
  },
  'AWS::DynamoDB::Table': {
    table: [
      'CreateTable',
      'UpdateTable',
      'DeleteTable',
      'DescribeTable',
      'UpdateTimeToLive',
      'DescribeTimeToLive',
      'UpdateContinuousBackups',
      'DescribeContinuousBackups',
      'TagResource',
      'UntagResource',
      'ListTagsOfResource',
    ].map(of('dynamodb')),
  },
  'AWS::Events::Rule': {
    rules: [
      'PutRule',
      'DeleteRule',
      'DescribeRule',
      'PutTargets',
      'RemoveTargets',
      'ListTargetsByRule',
      'TagResource',
      'UntagResource',
    ].map(of('events')),
  },
  'AWS::IAM::ManagedPolicy': {
    policies: [
      'CreatePolicy',
      'GetPolicy',
      'DeletePolicy',
      'CreatePolicyVersion',
      'DeletePolicyVersion',
      'ListPolicyVersions',
      'ListEntitiesForPolicy',
    ].map(of('iam')),
    roles: ['AttachRolePolicy', 'DetachRolePolicy'].map(of('iam')),
  },
  'AWS::IAM::Role': {
    roles: [
      'CreateRole',
      'UpdateRole',
      'DeleteRole',
      'GetRole',
      'UpdateAssumeRolePolicy',
      'PutRolePolicy',
      'DeleteRolePolicy',
      'ListRolePolicies',
      'ListAttachedRolePolicies',
      'TagRole',
      'UntagRole',
    ].map(of('iam')),
  },
  'AWS::Lambda::EventInvokeConfig': {
    functions: ['Put', 'Update', 'Delete'].map((verb) => `lambda:${verb}FunctionEventInvokeConfig`),
  },
  'AWS::Lambda::Function': {
    functions: [
      'CreateFunction',
      'UpdateFunctionCode',
      'UpdateFunctionConfiguration',
      'DeleteFunction',
      'GetFunction',
      'TagResource',
      'UntagResource',
    ].map(of('lambda')),
    passed: ['iam:PassRole'],
  },
  'AWS::Lambda::Permission': { functions: ['AddPermission', 'RemovePermission'].map(of('lambda')) },
  'AWS::Lambda::Url': {
    functions: ['Create', 'Update', 'Delete'].map((verb) => `lambda:${verb}FunctionUrlConfig`),
  },
  'AWS::Logs::LogGroup': {
    logs: [
      'CreateLogGroup',
      'DeleteLogGroup',
      'PutRetentionPolicy',
      'DeleteRetentionPolicy',
      'TagResource',
      'UntagResource',
    ].map(of('logs')),
    // It lists groups, so that it cannot be allowed for some.
    'all logs': ['logs:DescribeLogGroups'],
  },
  'AWS::S3::Bucket': {
    buckets: [
      'CreateBucket',
      'DeleteBucket',
      'ListBucket',
      'PutEncryptionConfiguration',
      'PutBucketVersioning',
      'PutBucketObjectLockConfiguration',
      'PutBucketOwnershipControls',
      'PutBucketPublicAccessBlock',
      'PutLifecycleConfiguration',
      'PutBucketTagging',
      'TagResource',
      'UntagResource',
    ].map(of('s3')),
  },
  'AWS::S3::BucketPolicy': {
    buckets: ['GetBucketPolicy', 'PutBucketPolicy', 'DeleteBucketPolicy'].map(of('s3')),
  },
  'AWS::SecretsManager::Secret': {
    secrets: [
      'CreateSecret',
      'UpdateSecret',
      'DeleteSecret',
      'DescribeSecret',
      'TagResource',
      'UntagResource',
    ].map(of('secretsmanager')),
    everything: ['secretsmanager:GetRandomPassword'],
  },
  'AWS::SNS::Subscription': {
    topics: ['Subscribe', 'Unsubscribe', 'SetSubscriptionAttributes', 'GetSubscriptionAttributes'].map(
      of('sns'),
    ),
  },
  'AWS::SNS::Topic': {
    topics: [
      'CreateTopic',
      'SetTopicAttributes',
      'DeleteTopic',
      'GetTopicAttributes',
      'ListSubscriptionsByTopic',
      ...tagging(),
    ].map(of('sns')),
  },
  'AWS::SNS::TopicPolicy': { topics: ['sns:SetTopicAttributes'] },
  'AWS::SQS::Queue': {
    queues: [
      'CreateQueue',
      'SetQueueAttributes',
      'DeleteQueue',
      'GetQueueUrl',
      'GetQueueAttributes',
      'TagQueue',
      'UntagQueue',
      'ListQueueTags',
    ].map(of('sqs')),
  },
  'AWS::SQS::QueuePolicy': { queues: ['sqs:SetQueueAttributes'] },
};

const network = ['DescribeSecurityGroups', 'DescribeSubnets', 'DescribeVpcs'].map(of('ec2'));

/** What a property takes besides, where a resource has it. */
export const deployerActionsByProperty: Readonly<Record<string, Readonly<Record<string, Grants>>>> = {
  'AWS::CodeBuild::Project': { VpcConfig: { everything: network } },
  'AWS::IAM::Role': {
    ManagedPolicyArns: { roles: ['AttachRolePolicy', 'DetachRolePolicy'].map(of('iam')) },
    PermissionsBoundary: {
      roles: ['PutRolePermissionsBoundary', 'DeleteRolePermissionsBoundary'].map(of('iam')),
    },
  },
  'AWS::Lambda::Function': {
    ReservedConcurrentExecutions: {
      functions: ['PutFunctionConcurrency', 'DeleteFunctionConcurrency'].map(of('lambda')),
    },
    VpcConfig: { everything: network },
  },
  'AWS::Logs::LogGroup': {
    KmsKeyId: { logs: ['AssociateKmsKey', 'DisassociateKmsKey'].map(of('logs')) },
  },
};

/** What is done with what a removal retained, by whoever removes and not by CloudFormation. */
export const lookAfterActions: Grants = {
  table: ['dynamodb:Scan', 'dynamodb:DeleteTable'],
  buckets: ['s3:ListBucketVersions', 's3:DeleteBucket'],
};

/** What the framework itself calls to deploy a stack, show it and remove it (osls 4.3.1). */
export const frameworkActions: Grants = {
  stack: [
    'CreateChangeSet',
    'DescribeChangeSet',
    'ExecuteChangeSet',
    'DeleteChangeSet',
    'DeleteStack',
    'DescribeStacks',
    'DescribeStackEvents',
    'DescribeStackResource',
    'ListStackResources',
  ].map(of('cloudformation')),
  everything: ['cloudformation:ValidateTemplate'],
  // Whether anything has changed since the last deployment.
  functions: ['lambda:GetFunction'],
  buckets: ['s3:ListBucket'],
  objects: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
};

function of(service: string) {
  return (action: string) => `${service}:${action}`;
}

function tagging(): readonly string[] {
  return ['TagResource', 'UntagResource', 'ListTagsForResource'];
}
