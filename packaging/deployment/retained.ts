import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
} from '@aws-sdk/client-cloudformation';

/** A thing that outlived its stack. */
export interface Retained {
  readonly type: string;
  /** CloudFormation's physical id: the name. */
  readonly name: string;
}

/** The id of a stack, by which it is found when it is no more; nothing when there is no such stack. */
export async function stackIdOf(config: object, stackName: string): Promise<string | undefined> {
  const client = new CloudFormationClient(config);
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
    return Stacks?.[0]?.StackId;
  } catch (error) {
    // CloudFormation has no error of its own for it; whatever else is wrong is told by the removal itself.
    if (error instanceof Error && error.name === 'ValidationError') return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}

/** What the deletion of a stack left as it was, by the stack's own events. */
export async function retainedBy(config: object, stackId: string): Promise<Retained[]> {
  const client = new CloudFormationClient(config);
  try {
    const retained: Retained[] = [];
    for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName: stackId }))
      for (const { ResourceStatus, ResourceType: type, PhysicalResourceId: name } of StackEvents)
        if (ResourceStatus === 'DELETE_SKIPPED' && type !== undefined && name) retained.push({ type, name });
    return retained;
  } finally {
    client.destroy();
  }
}
