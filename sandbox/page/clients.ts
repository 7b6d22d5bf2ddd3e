import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { CodeCommitClient } from '@aws-sdk/client-codecommit';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { World } from '../kernel/world.ts';

/** The page asks the sandbox as any client would: the AWS SDK, as the administrator. */
export interface Clients {
  readonly codecommit: CodeCommitClient;
  readonly codebuild: CodeBuildClient;
  readonly cloudformation: CloudFormationClient;
  readonly dynamodb: DynamoDBClient;
  readonly logs: CloudWatchLogsClient;
}

const made = new Map<string, Clients>();

export function clientsOf(world: World, region: string): Clients {
  const key = `${world.endpoint} ${region}`;
  let clients = made.get(key);
  if (clients === undefined) {
    const settings = {
      region,
      endpoint: world.endpoint,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    };
    clients = {
      codecommit: new CodeCommitClient(settings),
      codebuild: new CodeBuildClient(settings),
      cloudformation: new CloudFormationClient(settings),
      dynamodb: new DynamoDBClient(settings),
      logs: new CloudWatchLogsClient(settings),
    };
    made.set(key, clients);
  }
  return clients;
}
