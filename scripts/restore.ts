import type { CodeCommitPlace } from '../shared/aws/codecommit-remotes.ts';
import { s3Bucket } from '../shared/aws/s3.ts';
import { awsPlace } from './restore/aws-place.ts';
import { choosePoint } from './restore/choose-point.ts';
import { compareWithTable, trusted } from './restore/compare-with-table.ts';
import { findStack } from './restore/find-stack.ts';
import { type RestoreOptions, readArguments, usage } from './restore/read-arguments.ts';
import { restoreRepository } from './restore/restore-repository.ts';
import { runCommand } from './run-command.ts';
import { print, printJson, tell } from './terminal.ts';
import { useSandboxKey } from './use-sandbox-key.ts';

await runCommand(usage, async (args) => {
  useSandboxKey(process.env);
  const options = readArguments(args);
  const place = await awsPlace(options, process.env);
  const { name, table, compared } = await openBackups(options, place);
  const { bucket } = compared;
  const point = await choosePoint(bucket, options);
  // Progress is for people; what is piped on is the result alone.
  const onProgress = tell;
  onProgress(`${point.repository} as it was at ${point.takenAt}, from bucket ${name}`);
  const restored = await restoreRepository({ place, bucket, onProgress }, point, options.into);
  const notCompared = compared.notCompared();
  if (notCompared !== undefined)
    onProgress(
      `Whether the bucket holds what was once written was not compared with the table, because ${notCompared}.`,
    );
  if (options.json)
    printJson({ ...restored, ...(notCompared === undefined ? { comparedWith: table } : { notCompared }) });
  else
    print(
      `${restored.into} has all ${restored.refs} branches and tags of ${restored.takenAt}; its digest ${restored.digest.slice(0, 12)} is the backup's.`,
    );
  const { leftOut } = restored;
  if (leftOut === undefined) return 0;
  onProgress(
    `The backup is not all of ${restored.repository}: ${leftOut.count} branches and tags were left out of it when it was made: ${leftOut.first}.`,
  );
  return 1;
});

/** The bucket of backups, compared with the table where there is one and nobody asked otherwise. */
async function openBackups(options: RestoreOptions, place: CodeCommitPlace) {
  const stack = await findStack(options.stack, place.region);
  const name = options.bucket ?? stack.bucket;
  if (name === undefined)
    throw new Error(
      `The bucket could not be found by stack ${options.stack} in ${place.region}: ${stack.problem ?? 'it has no output BackupBucketName'}. Name it with --bucket, or the stack with --stack.`,
    );
  const table = options.table ?? stack.table;
  const inBucket = s3Bucket({ ...place, bucket: name });
  if (options.trustBucket)
    return { name, table, compared: trusted(inBucket, 'that was asked for with --trust-bucket') };
  if (table !== undefined)
    return { name, table, compared: compareWithTable(inBucket, { table, region: place.region }) };
  const why = stack.problem ?? `stack ${options.stack} has none`;
  return { name, table, compared: trusted(inBucket, `there is no table to ask: ${why}`) };
}
