import { s3Bucket } from '../../../shared/aws/s3.ts';
import { newestPoint } from '../../../shared/backup/read-points.ts';
import { hour } from '../../../shared/core/time.ts';
import { backupsOf } from '../expected.ts';
import { type Finding, findingsOf } from '../finding.ts';
import type { DeployedPlace, Look } from '../look.ts';
import { timeOf } from '../words.ts';

export interface BackupFacts {
  readonly bucket: string;
  readonly now: number;
  readonly backups: readonly {
    readonly name: string;
    readonly repository: string;
    readonly everyMs: number;
    /** When the newest backup was taken; absent when there is none. */
    readonly takenAt?: number;
  }[];
}

/** A backup that is looked at every day is not late before the look after the next. */
const LATE = 2;

const { ok, warning } = findingsOf('backups');

/** Whether the bucket answers, and every backup is as fresh as it is to be. */
export const backupsLook: Look<BackupFacts, DeployedPlace> = {
  job: 'backups',
  subject: 'the backups',
  async gather({ config, region, aws, stack }) {
    const name = stack.outputs['BackupBucketName'] ?? '';
    const bucket = s3Bucket({ ...aws, bucket: name });
    const backups = await Promise.all(
      backupsOf(config, region).map(async ({ name: backup, repository, everyMs }) => {
        const point = await newestPoint(bucket, repository, backup);
        return { name: backup, repository, everyMs, ...(point && { takenAt: Date.parse(point.takenAt) }) };
      }),
    );
    return { bucket: name, now: aws.clock.now(), backups };
  },
  assess({ bucket, now, backups }, { stage }): Finding[] {
    return backups.map(({ name, repository, everyMs, takenAt }) => {
      if (takenAt === undefined)
        return warning(
          `${name}: bucket ${bucket} holds no backup of ${repository} yet`,
          'The first is made within the hour, when the repository has a commit. Nothing has to be done.',
        );
      const age = timeOf(now - takenAt);
      // Nothing is written when nothing changed, so an old backup alone is no fault.
      if (now - takenAt > LATE * everyMs + hour)
        return warning(
          `${name}: the last backup of ${repository} is ${age} old, and it is looked at every ${timeOf(everyMs)}`,
          `Well when nothing was pushed since. What the function decided: aws logs tail /aws/lambda/drawbridge-${stage}-back-up-repository --since 2d`,
        );
      return ok(`${name}: the last backup of ${repository} is ${age} old`);
    });
  },
};
