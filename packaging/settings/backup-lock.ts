import type { DeploySettings } from '../../shared/config/deploy.ts';
import type { Template } from '../template.ts';
import { changeResources } from './change-resources.ts';

/** The logical id in serverless.yml. */
const BACKUP_BUCKET = 'BackupBucket';

/**
 * Locks every object of the bucket of backups for so many days after it was written: nobody deletes or replaces that
 * version before, and in the mode compliance not even the account's root user (S3 user guide, "Locking objects").
 */
export function lockBackups(template: Template, lock: NonNullable<DeploySettings['backupLock']>): void {
  const retention = { Mode: lock.mode.toUpperCase(), Days: lock.days };
  changeResources(template, 'AWS::S3::Bucket', (properties, logicalId) =>
    logicalId === BACKUP_BUCKET
      ? {
          ...properties,
          ObjectLockEnabled: true,
          ObjectLockConfiguration: {
            ObjectLockEnabled: 'Enabled',
            Rule: { DefaultRetention: retention },
          },
        }
      : properties,
  );
}
