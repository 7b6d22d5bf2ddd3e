import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { describePlace } from '../../../packaging/deployment/describe-place.ts';
import { findRegion } from '../../../packaging/deployment/find-region.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drawbridge-region-'));
  vi.stubEnv('AWS_REGION', undefined);
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'));
  writeFileSync(
    join(folder, 'config'),
    '[default]\nregion = sa-east-1\n\n[profile team]\nregion = eu-north-1\n',
  );
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

describe('the Region of a command', () => {
  test.each([
    { args: ['--region', 'eu-west-1'], environment: {}, region: 'eu-west-1', from: '--region' },
    {
      args: ['--stage', 'prod', '-r', 'eu-west-1'],
      environment: { AWS_REGION: 'eu-west-2' },
      region: 'eu-west-1',
      from: '--region',
    },
    { args: ['--region=eu-west-1'], environment: {}, region: 'eu-west-1', from: '--region' },
    {
      args: [],
      environment: { AWS_REGION: 'eu-west-2', AWS_DEFAULT_REGION: 'eu-west-3' },
      region: 'eu-west-2',
      from: 'AWS_REGION',
    },
    {
      args: [],
      environment: { AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-west-3' },
      region: 'eu-west-3',
      from: 'AWS_DEFAULT_REGION',
    },
    {
      args: ['--aws-profile', 'team'],
      environment: { AWS_PROFILE: 'other' },
      region: 'eu-north-1',
      from: 'the profile team',
    },
    { args: [], environment: { AWS_PROFILE: 'team' }, region: 'eu-north-1', from: 'the profile team' },
    { args: [], environment: {}, region: 'sa-east-1', from: 'the profile default' },
  ])('comes from $from, given $args in $environment', async ({ args, environment, region, from }) => {
    expect(await findRegion(args, environment)).toEqual({ region, from });
  });

  test('is asked for with a sentence when nothing names one', async () => {
    writeFileSync(join(folder, 'config'), '[default]\n');

    await expect(findRegion(['--stage', 'prod'], {})).rejects.toThrow(
      'Which Region? Give it with --region, such as --region eu-west-1, or set AWS_REGION, or a region in your AWS profile.',
    );
  });

  test('that does not exist is told with the likely one, and with what named it', async () => {
    await expect(findRegion([], { AWS_REGION: 'eu-wst-1' })).rejects.toThrow(
      '"eu-wst-1" (from AWS_REGION) is no Region: AWS has no Region of this name (did you mean eu-west-1?).',
    );
  });
});

describe('the first line of a command', () => {
  const region = { region: 'eu-west-1', from: '--region' };

  test('says what is done to which stack, where, and who said so', () => {
    expect(describePlace('deploy', { stage: 'prod', region, endpoint: undefined })).toBe(
      'Deploying drawbridge-prod in eu-west-1 (from --region) at AWS.',
    );
    expect(describePlace('remove', { stage: 'prod', region, endpoint: 'http://127.0.0.1:4566' })).toBe(
      'Removing drawbridge-prod in eu-west-1 (from --region) at http://127.0.0.1:4566 (from AWS_ENDPOINT_URL).',
    );
  });

  test('names no place where nothing is sent', () => {
    expect(describePlace('package', { stage: 'prod', region, endpoint: 'http://127.0.0.1:4566' })).toBe(
      'Packaging drawbridge-prod in eu-west-1 (from --region).',
    );
  });
});
