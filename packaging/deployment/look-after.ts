import { DeleteTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { DeleteBucketCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import type { Retained } from './retained.ts';

/** What became of a thing that outlived its stack, and how to delete it when it was kept. */
export interface Keeping {
  readonly sentence: string;
  readonly commands: readonly string[];
}

/** Deletes a retained table or bucket that is empty; says of one that holds something how to delete it later. */
export async function lookAfter(config: object, retained: Retained, region: string): Promise<Keeping> {
  const { type, name } = retained;
  if (type === 'AWS::DynamoDB::Table') return lookAfterTable(config, name, region);
  if (type === 'AWS::S3::Bucket') return lookAfterBucket(config, name, region);
  return { sentence: `Kept: ${name} (${type}), as the stack's template says.`, commands: [] };
}

async function lookAfterTable(config: object, name: string, region: string): Promise<Keeping> {
  const client = new DynamoDBClient(config);
  try {
    const { Items = [] } = await client.send(new ScanCommand({ TableName: name, Limit: 1 }));
    if (Items.length > 0)
      return {
        sentence: `Kept: the table ${name}, which knows the status comments and what is due. When you do not come back:`,
        commands: [`aws dynamodb delete-table --region ${region} --table-name ${name}`],
      };
    await client.send(new DeleteTableCommand({ TableName: name }));
    return { sentence: `Deleted: the table ${name}, which was empty.`, commands: [] };
  } finally {
    client.destroy();
  }
}

async function lookAfterBucket(config: object, name: string, region: string): Promise<Keeping> {
  const client = new S3Client(config);
  try {
    const page = await client.send(new ListObjectVersionsCommand({ Bucket: name, MaxKeys: 1 }));
    if ((page.Versions ?? []).length + (page.DeleteMarkers ?? []).length > 0)
      return {
        sentence: `Kept: the bucket ${name}, which holds backups. When you need none of them (the first command deletes a thousand objects; repeat it until it says that there are none):`,
        commands: [
          deleteVersions(name, region),
          `aws s3api delete-bucket --region ${region} --bucket ${name}`,
        ],
      };
    await client.send(new DeleteBucketCommand({ Bucket: name }));
    return { sentence: `Deleted: the bucket ${name}, which was empty.`, commands: [] };
  } finally {
    client.destroy();
  }
}

/** The bucket keeps old versions, which `aws s3 rm` would leave where they are. */
function deleteVersions(name: string, region: string): string {
  const query = '{Objects: [Versions, DeleteMarkers][][].{Key: Key, VersionId: VersionId}}';
  const list = `aws s3api list-object-versions --region ${region} --bucket ${name} --max-items 1000 --output json --query '${query}'`;
  return `aws s3api delete-objects --region ${region} --bucket ${name} --delete "$(${list})"`;
}
