import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { CodeCommitClient } from '@aws-sdk/client-codecommit';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import type { ClientSettings } from '../../shared/aws/client-settings.ts';

/** The services that are asked, all with the same credentials; CodeCommit in any Region. */
export interface Clients {
  readonly sts: STSClient;
  readonly cloudformation: CloudFormationClient;
  readonly codebuild: CodeBuildClient;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly events: EventBridgeClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly cloudwatch: CloudWatchClient;
  readonly codecommit: CodeCommitClient;
  codecommitIn(region: string): CodeCommitClient;
}

/**
 * Clients in a Region. The SDK finds the credentials (environment, profile, SSO), and the sandbox by
 * `AWS_ENDPOINT_URL`, unless the settings name them.
 */
export function clientsWith(
  settings: ClientSettings & { readonly region: string; readonly endpoint?: string },
): Clients {
  return {
    sts: new STSClient(settings),
    cloudformation: new CloudFormationClient(settings),
    codebuild: new CodeBuildClient(settings),
    iam: new IAMClient(settings),
    lambda: new LambdaClient(settings),
    logs: new CloudWatchLogsClient(settings),
    events: new EventBridgeClient(settings),
    sns: new SNSClient(settings),
    sqs: new SQSClient(settings),
    cloudwatch: new CloudWatchClient(settings),
    codecommit: new CodeCommitClient(settings),
    codecommitIn: (other) => new CodeCommitClient({ ...settings, region: other }),
  };
}
