import { StopBuildCommand } from '@aws-sdk/client-codebuild';
import { unzipSync, zipSync } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import { runProcesses } from '../../../sandbox/services/codebuild/run-processes.ts';
import { makeBucket } from '../../../sandbox/services/s3/make-bucket.ts';
import { getObject, putObject } from '../../../sandbox/services/s3/objects.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { aBuildWorld, logOf, makeProject, phasesOf, start, waitFor } from './build-world.ts';
import { buildWorldForEachTest } from './build-world-for-each-test.ts';

const place = buildWorldForEachTest();

describe('a build that is ended early', () => {
  const SLOW =
    'version: 0.2\nphases:\n  build:\n    commands: [echo started, sleep 600]\n  post_build:\n    commands: [echo never]\n';

  it('by StopBuild is STOPPED, with its processes killed', async () => {
    await makeProject(place.client, { source: { type: 'NO_SOURCE', buildspec: SLOW } });
    const id = await start(place.client);
    await waitFor(place.client, id, (build) => logOf(place.scope, build).includes('started'));

    await place.client.send(new StopBuildCommand({ id }));
    const build = await waitFor(place.client, id);

    expect(build.buildStatus).toBe('STOPPED');
    expect(phasesOf(build).slice(6)).toEqual(['BUILD STOPPED', 'FINALIZING SUCCEEDED', 'COMPLETED']);
  });

  it('by its time-out is FAILED in a phase TIMED_OUT', async () => {
    const clock = manualClock();
    const still = aBuildWorld({ runner: runProcesses(), folder: place.folder, clock });
    await makeProject(still.client, { source: { type: 'NO_SOURCE', buildspec: SLOW } });
    const id = await start(still.client, { timeoutInMinutesOverride: 5 });
    await clock.advance(0);
    await waitFor(still.client, id, (build) => logOf(still.scope, build).includes('started'));

    await clock.advance(5 * 60_000);
    const build = await waitFor(still.client, id);

    expect(build.buildStatus).toBe('FAILED');
    expect(phasesOf(build)[6]).toBe('BUILD TIMED_OUT');
    expect(build.phases?.[6]?.contexts).toEqual([
      { statusCode: 'BUILD_TIMED_OUT', message: 'Build has timed out. ' },
    ]);
  });
});

describe('source and artifacts in S3', () => {
  beforeEach(() => {
    makeBucket(place.scope, 'harbor');
  });

  it('unpacks the source zip and uploads a zip of what the buildspec names', async () => {
    const buildspec = `version: 0.2
phases:
  build:
    commands: [mkdir dist, cp src/in.txt dist/out.txt, touch dist/out.log]
artifacts:
  files: ['**/*']
  base-directory: dist
  exclude-paths: ['*.log']
`;
    const text = (content: string) => Buffer.from(content);
    const zip = zipSync({ 'buildspec.yml': text(buildspec), 'src/in.txt': text('cargo') });
    await putObject(place.scope, { bucket: 'harbor', key: 'source.zip', body: zip });
    await makeProject(place.client, {
      source: { type: 'S3', location: 'harbor/source.zip' },
      artifacts: { type: 'S3', location: 'harbor', path: 'out', name: 'app.zip', packaging: 'ZIP' },
    });

    const build = await waitFor(place.client, await start(place.client));
    const { body } = await getObject(place.scope, { bucket: 'harbor', key: 'out/app.zip' });

    expect(build.buildStatus).toBe('SUCCEEDED');
    expect(build.artifacts?.location).toBe('arn:aws:s3:::harbor/out/app.zip');
    expect(build.artifacts?.sha256sum).toMatch(/^[0-9a-f]{64}$/);
    const files = Object.entries(unzipSync(body)).map(([name, bytes]) => [
      name,
      Buffer.from(bytes).toString(),
    ]);
    expect(files).toEqual([['out.txt', 'cargo']]);
  });

  it('says what is missing when there is no buildspec', async () => {
    const zip = zipSync({ 'readme.md': Buffer.from('nothing else') });
    await putObject(place.scope, { bucket: 'harbor', key: 'source.zip', body: zip });
    await makeProject(place.client, { source: { type: 'S3', location: 'harbor/source.zip' } });

    const build = await waitFor(place.client, await start(place.client));

    const [context] = build.phases?.[3]?.contexts ?? [];
    expect(context?.statusCode).toBe('YAML_FILE_ERROR');
    expect(context?.message).toMatch(/^stat .*\/src\/buildspec\.yml: no such file or directory$/);
  });

  it('is refused what its role may not read', async () => {
    makeBucket(place.scope, 'private');
    await makeProject(place.client, { source: { type: 'S3', location: 'private/source.zip' } });

    const build = await waitFor(place.client, await start(place.client));

    expect(phasesOf(build)[3]).toBe('DOWNLOAD_SOURCE FAILED');
    expect(build.phases?.[3]?.contexts?.[0]?.message).toContain('is not authorized to perform: s3:GetObject');
  });
});
