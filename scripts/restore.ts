import { s3Bucket } from '../shared/aws/s3.ts';
import { isControllerError } from '../shared/core/error.ts';
import { awsPlace } from './restore/aws-place.ts';
import { choosePoint } from './restore/choose-point.ts';
import { compareWithTable, trusted } from './restore/compare-with-table.ts';
import { findStack } from './restore/find-stack.ts';
import { readArguments } from './restore/read-arguments.ts';
import { restoreRepository } from './restore/restore-repository.ts';
import { useSandboxKey } from './use-sandbox-key.ts';

// npm run restore -- <repository> [--at <time>] [--into <repository>]: pipes the backups of a repository from the
// bucket into CodeCommit, in order, and compares the digest. It needs the bucket and nothing else of Drawbridge; where
// the table still is, what the bucket holds is compared with it. It ends with 0 when the repository is what the backup
// says, and with 1 when it is not, or
// was never all of the repository.
try {
  useSandboxKey(process.env);
  const options = readArguments(process.argv.slice(2));
  const place = await awsPlace(options, process.env);
  const stack = await findStack(options.stack, place.region);
  const name = options.bucket ?? stack.bucket;
  if (name === undefined)
    throw new Error(
      `The bucket could not be found by stack ${options.stack} in ${place.region}: ${stack.problem ?? 'it has no output BackupBucketName'}. Name it with --bucket, or the stack with --stack.`,
    );
  const table = options.table ?? stack.table;
  const inBucket = s3Bucket({ ...place, bucket: name });
  const compared = options.trustBucket
    ? trusted(inBucket, 'that was asked for with --trust-bucket')
    : table === undefined
      ? trusted(inBucket, `there is no table to ask: ${stack.problem ?? `stack ${options.stack} has none`}`)
      : compareWithTable(inBucket, { table, region: place.region });
  const { bucket } = compared;
  const point = await choosePoint(bucket, options);
  // Progress is for people; what is piped on is the result alone.
  const onProgress = (line: string) => process.stderr.write(`${line}\n`);
  onProgress(`${point.repository} as it was at ${point.takenAt}, from bucket ${name}`);
  const restored = await restoreRepository({ place, bucket, onProgress }, point, options.into);
  const notCompared = compared.notCompared();
  if (notCompared !== undefined)
    onProgress(
      `Whether the bucket holds what was once written was not compared with the table, because ${notCompared}.`,
    );
  if (restored.leftOut !== undefined) {
    onProgress(
      `The backup is not all of ${restored.repository}: ${restored.leftOut.count} branches and tags were left out of it when it was made: ${restored.leftOut.first}.`,
    );
    process.exitCode = 1;
  }
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ ...restored, ...(notCompared === undefined ? { comparedWith: table } : { notCompared }) }, null, 2)}\n`
      : `${restored.into} has all ${restored.refs} branches and tags of ${restored.takenAt}; its digest ${restored.digest.slice(0, 12)} is the backup's.\n`,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  if (isControllerError(error) && error.remedy !== undefined) console.error(error.remedy);
  process.exitCode = 1;
}
