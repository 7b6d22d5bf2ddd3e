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

const made = new WeakMap<World, Map<string, Clients>>();

export function clientsOf(world: World, region: string): Clients {
  const ofWorld = made.get(world) ?? new Map<string, Clients>();
  made.set(world, ofWorld);
  let clients = ofWorld.get(region);
  if (clients === undefined) {
    const settings = {
      region,
      endpoint: world.endpoint,
      credentials: world.administrator,
      maxAttempts: 1,
    };
    clients = {
      codecommit: new CodeCommitClient(settings),
      codebuild: new CodeBuildClient(settings),
      cloudformation: new CloudFormationClient(settings),
      dynamodb: new DynamoDBClient(settings),
      logs: new CloudWatchLogsClient(settings),
    };
    ofWorld.set(region, clients);
  }
  return clients;
}
