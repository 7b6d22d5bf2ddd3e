import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';

/** What of a stack a restore needs. */
export interface StackOutputs {
  readonly bucket?: string;
  readonly table?: string;
  /** Why they are not known. */
  readonly problem?: string;
}

/** The bucket of backups and the table of a stack, by its outputs; why not, when there is no such stack. */
export async function findStack(stack: string, region: string): Promise<StackOutputs> {
  const client = new CloudFormationClient({ region });
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }));
    const output = (name: string) =>
      Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue;
    const [bucket, table] = [output('BackupBucketName'), output('TableName')];
    return { ...(bucket !== undefined && { bucket }), ...(table !== undefined && { table }) };
  } catch (cause) {
    return { problem: (cause as Error).message };
  } finally {
    client.destroy();
  }
}
