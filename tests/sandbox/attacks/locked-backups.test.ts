import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tourConfig } from '../../../packaging/config-file.ts';
import { packageStack } from '../../../packaging/package-stack.ts';
import { root } from '../../support/source-files.ts';
import { type BackupWorld, startBackupWorld } from '../backup/backup-world.ts';

// Somebody who may write and delete whatever they like in the bucket of backups, when it is locked.

let folder: string;
let world: BackupWorld;
let s3: S3Client;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'drawbridge-locked-'));
  const configFile = join(folder, 'drawbridge.yml');
  const lock = 'deploy:\n  backup-lock: { mode: compliance, days: 90 }\n';
  writeFileSync(configFile, `${readFileSync(join(root, tourConfig), 'utf8')}\n${lock}`);
  world = await startBackupWorld(await packageStack(root, { configFile }));
  s3 = new S3Client({
    region: 'us-east-1',
    endpoint: world.world.endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    forcePathStyle: true,
  });
});
afterAll(async () => {
  s3.destroy();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

const versions = async () =>
  (await s3.send(new ListObjectVersionsCommand({ Bucket: world.bucket }))).Versions ?? [];

describe('a locked bucket of backups', () => {
  it('takes backups as any other does', async () => {
    const ledger = await world.newLedger();
    const noise = Array.from({ length: 400 }, (_line, index) => `${index} ${Math.sin(index)}`).join('\n');
    await ledger.commits('refs/heads/main', ['one', noise]);

    const { reason } = await world.invoke({ drawbridge: 'back-up', backup: 'ledger' });

    expect(reason).toMatch(/^ledger: point 0 of chain \S+ is in the bucket$/);
    expect((await versions()).map(({ Key = '' }) => Key.replace(/^.*\//, ''))).toEqual([
      expect.stringMatching(/^0000-[0-9a-f]{8}\.bundle$/),
      '0000.json',
    ]);
  });

  it('loses no version that was written, whatever is put over it, and however it is deleted', async () => {
    const before = await versions();
    for (const { Key, VersionId } of before) {
      await s3.send(new PutObjectCommand({ Bucket: world.bucket, Key, Body: 'nothing of value' }));
      await s3.send(new DeleteObjectCommand({ Bucket: world.bucket, Key }));
      await expect(
        s3.send(
          new DeleteObjectCommand({
            Bucket: world.bucket,
            Key,
            VersionId,
            BypassGovernanceRetention: true,
          }),
        ),
      ).rejects.toMatchObject({
        name: 'AccessDenied',
        message: 'Access Denied because object protected by object lock.',
      });
    }

    // As docs/backup.md says: what was written is put back from its version, and restored.
    for (const { Key = '', VersionId } of before) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: world.bucket, Key, VersionId }));
      await world.write(Key, Buffer.from((await Body?.transformToByteArray()) ?? []));
    }
    const restored = await world.restore('harbor-ledger', '--into', 'copy', '--stack', 'drawbridge-sandbox');

    expect(restored).toMatchObject({ code: 0, stdout: expect.stringMatching(/^copy has all 1 branches/) });
    expect(restored.stderr).not.toContain('not compared');
  });
});
