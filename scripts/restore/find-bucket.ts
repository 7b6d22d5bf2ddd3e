import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';

/** The bucket of backups of a stack, by its outputs. Throws a sentence when there is no such stack or output. */
export async function findBucket(stack: string, region: string): Promise<string> {
  const client = new CloudFormationClient({ region });
  const why = `The bucket could not be found by stack ${stack} in ${region}`;
  const hint = 'Name it with --bucket, or the stack with --stack.';
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }));
    const output = Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'BackupBucketName');
    if (output?.OutputValue !== undefined) return output.OutputValue;
  } catch (cause) {
    throw new Error(`${why}: ${(cause as Error).message}. ${hint}`, { cause });
  } finally {
    client.destroy();
  }
  throw new Error(`${why}: it has no output BackupBucketName. ${hint}`);
}
