import { s3Bucket } from '../shared/aws/s3.ts';
import { isControllerError } from '../shared/core/error.ts';
import { awsPlace } from './restore/aws-place.ts';
import { choosePoint } from './restore/choose-point.ts';
import { findBucket } from './restore/find-bucket.ts';
import { readArguments } from './restore/read-arguments.ts';
import { restoreRepository } from './restore/restore-repository.ts';
import { useSandboxKey } from './use-sandbox-key.ts';

// npm run restore -- <repository> [--at <time>] [--into <repository>]: pipes the backups of a repository from the
// bucket into CodeCommit, in order, and compares the digest. It needs the bucket and nothing else of Drawbridge.
// It ends with 0 when the repository is what the backup says, and with 1 when it is not.
try {
  useSandboxKey(process.env);
  const options = readArguments(process.argv.slice(2));
  const place = await awsPlace(options, process.env);
  const name = options.bucket ?? (await findBucket(options.stack, place.region));
  const bucket = s3Bucket({ ...place, bucket: name });
  const point = await choosePoint(bucket, options);
  // Progress is for people; what is piped on is the result alone.
  const onProgress = (line: string) => process.stderr.write(`${line}\n`);
  onProgress(`${point.repository} as it was at ${point.takenAt}, from bucket ${name}`);
  const restored = await restoreRepository({ place, bucket, onProgress }, point, options.into);
  process.stdout.write(
    options.json
      ? `${JSON.stringify(restored, null, 2)}\n`
      : `${restored.into} has all ${restored.refs} branches and tags of ${restored.takenAt}; its digest ${restored.digest.slice(0, 12)} is the backup's.\n`,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  if (isControllerError(error) && error.remedy !== undefined) console.error(error.remedy);
  process.exitCode = 1;
}
