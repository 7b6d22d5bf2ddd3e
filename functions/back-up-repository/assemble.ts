import type { ClientSettings } from '../../shared/aws/client-settings.ts';
import { codeCommitRemotes, sdkCredentials } from '../../shared/aws/codecommit-remotes.ts';
import { codeCommitRepositories } from '../../shared/aws/codecommit-repositories.ts';
import { ownEvents } from '../../shared/aws/own-events.ts';
import { s3Bucket } from '../../shared/aws/s3.ts';
import { sealedBucket } from '../../shared/backup/sealed-bucket.ts';
import { verifyChain } from '../../shared/backup/verify-chain.ts';
import { writeBundle } from '../../shared/backup/write-bundle.ts';
import type { Config } from '../../shared/config/schema.ts';
import type { WriteBundle } from '../../shared/core/backup-effect.ts';
import { backupsIn } from '../../shared/core/backup-rules.ts';
import type { Bucket } from '../../shared/core/bucket.ts';
import type { System } from '../../shared/core/ports.ts';
import type { Exchange } from '../../shared/git/wire/exchange.ts';
import { type Call, eventHandler, type Handled } from '../../shared/runtime/event-handler.ts';
import { lateDeadLetters } from '../../shared/runtime/late-dead-letters.ts';
import { backupRecords } from '../../shared/store/backups.ts';
import { backupSeals } from '../../shared/store/seals.ts';
import { backUp } from './back-up.ts';
import { type BackupRequest, Event } from './event.ts';

/** The environment variables of this function. */
export const variables = ['TABLE_NAME', 'DEAD_LETTER_QUEUE_URL', 'BACKUP_BUCKET', 'AWS_REGION'] as const;

/** Those that have a default: without it AWS's own addresses are used. */
export const optionalVariables = ['AWS_ENDPOINT_URL'] as const;

type Environment = Readonly<Record<(typeof variables)[number], string>> &
  Readonly<Partial<Record<(typeof optionalVariables)[number], string>>>;

/** The function, put together from clients; tests hand in a clock, credentials and ways to git and S3 of their own. */
export function backUpRepository(parts: {
  readonly environment: Environment;
  readonly config: Pick<Config, 'backup'>;
  readonly system: System;
  readonly settings?: ClientSettings;
  readonly exchange?: Exchange;
  readonly bucket?: Bucket;
}): (event: unknown, call?: Call) => Promise<Handled> {
  const { environment, config, system, exchange, settings = {} } = parts;
  const region = environment.AWS_REGION;
  const place = {
    region,
    endpoint: environment.AWS_ENDPOINT_URL,
    credentials: sdkCredentials(settings),
    clock: system.clock,
    exchange,
  };
  const table = { tableName: environment.TABLE_NAME, now: system.clock.now };
  const bucket = sealedBucket(
    parts.bucket ?? s3Bucket({ ...place, bucket: environment.BACKUP_BUCKET }),
    backupSeals(table, settings),
  );
  const repositories = codeCommitRepositories(settings);
  const open = codeCommitRemotes(place);
  const backups = backupsIn(config.backup, region);
  const ports = {
    system,
    records: backupRecords(table, settings),
    rulesOf: (backup: string) => (Object.hasOwn(backups, backup) ? backups[backup] : undefined),
    repositories,
    openSource: open,
    bucket,
    region,
    write: (wanted: WriteBundle) =>
      writeBundle({ bucket, openSource: open, run: system.newRunId().slice(0, 8) }, wanted),
    verify: verifyChain.bind(undefined, { bucket, repositories, scratch: open }),
    events: ownEvents(settings),
  };
  return eventHandler<BackupRequest>({
    schema: Event,
    deadLetters: lateDeadLetters(
      { queueUrl: environment.DEAD_LETTER_QUEUE_URL, functionName: 'back-up-repository' },
      settings,
    ),
    run: (request, call) => backUp(ports, request, call),
  });
}
