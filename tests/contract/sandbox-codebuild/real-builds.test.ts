import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchGetReportsCommand,
  DescribeTestCasesCommand,
  StopBuildCommand,
} from '@aws-sdk/client-codebuild';
import { unzipSync, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realClock } from '../../../sandbox/kernel/clock.ts';
import { runProcesses } from '../../../sandbox/services/codebuild/run-processes.ts';
import { makeBucket } from '../../../sandbox/services/s3/make-bucket.ts';
import { getObject, putObject } from '../../../sandbox/services/s3/objects.ts';
import { aBuildWorld, type BuildWorld, logOf, makeProject, phasesOf, start, waitFor } from './build-world.ts';

let folder: string;
let place: BuildWorld;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-builds-'));
  place = aBuildWorld({ runner: runProcesses(), folder });
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Runs the buildspec in the project `ci` and gives the finished build and its log. */
async function run(buildspec: string, settings: Parameters<typeof makeProject>[1] = {}) {
  await makeProject(place.client, { source: { type: 'NO_SOURCE', buildspec }, ...settings });
  const build = await waitFor(place.client, await start(place.client));
  return { build, log: logOf(place.scope, build) };
}

/** Whether the process still does anything; one that only waits to be collected does not. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}

const withoutTime = (lines: readonly string[]) =>
  lines.map((line) =>
    line.replace(/^\[Container\] \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\.\d{6} /, '[Container] '),
  );

describe('a build that succeeds', () => {
  it('goes through every phase and logs its commands and their output', async () => {
    const { build, log } = await run(`version: 0.2
phases:
  build:
    commands:
      - echo hello
`);

    expect(build.buildStatus).toBe('SUCCEEDED');
    expect(phasesOf(build)).toEqual([
      'SUBMITTED SUCCEEDED',
      'QUEUED SUCCEEDED',
      'PROVISIONING SUCCEEDED',
      'DOWNLOAD_SOURCE SUCCEEDED',
      'INSTALL SUCCEEDED',
      'PRE_BUILD SUCCEEDED',
      'BUILD SUCCEEDED',
      'POST_BUILD SUCCEEDED',
      'UPLOAD_ARTIFACTS SUCCEEDED',
      'FINALIZING SUCCEEDED',
      'COMPLETED',
    ]);
    const lines = withoutTime(log);
    expect(lines.slice(lines.indexOf('[Container] Entering phase BUILD')).slice(0, 5)).toEqual([
      '[Container] Entering phase BUILD',
      '[Container] Running command echo hello',
      'hello',
      '[Container] Phase complete: BUILD State: SUCCEEDED',
      '[Container] Phase context status code:  Message: ',
    ]);
  });

  it('keeps directory, variables and functions from one command to the next', async () => {
    const { build, log } = await run(`version: 0.2
phases:
  install:
    commands:
      - mkdir -p deep/er && cd deep/er
      - export SHOUT="it's loud"
      - greet() { echo "hello $1"; }
  build:
    commands:
      - basename "$PWD"
      - echo "$SHOUT"
      - greet you
      - quiet=yes
      - echo "quiet $quiet"
`);

    expect(build.buildStatus).toBe('SUCCEEDED');
    expect(log).toEqual(expect.arrayContaining(['er', "it's loud", 'hello you', 'quiet yes']));
  });

  it('gives exported variables their last values', async () => {
    const { build } = await run(`version: 0.2
env:
  exported-variables: [VERSION, NOTHING]
phases:
  build:
    commands:
      - export VERSION="1.2.3 beta"
`);

    expect(build.exportedEnvironmentVariables).toEqual([
      { name: 'VERSION', value: '1.2.3 beta' },
      { name: 'NOTHING', value: '' },
    ]);
  });

  it('leaves nothing behind, not even what it started in the background', async () => {
    const { log } = await run(`version: 0.2
phases:
  build:
    commands:
      - sleep 600 & echo "pid $!"
`);

    const pid = Number(log.find((line) => line.startsWith('pid '))?.slice(4));
    expect(pid).toBeGreaterThan(0);
    await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false);
  });
});

describe('a build that fails', () => {
  it('tells the command and its status, still runs POST_BUILD, and reads the test report', async () => {
    const { build, log } = await run(`version: 0.2
phases:
  build:
    commands:
      - mkdir out
      - |
        cat > out/junit.xml <<'XML'
        <testsuites><testsuite name="harbor">
          <testcase classname="ledger" name="adds" time="0.5"/>
          <testcase classname="ledger" name="subtracts" time="0.25">
            <failure message="expected 1 &amp; got 2">at ledger.js:3</failure>
          </testcase>
          <testcase classname="ledger" name="later"><skipped/></testcase>
        </testsuite></testsuites>
        XML
      - exit 3
      - echo never
  post_build:
    commands:
      - echo "succeeding $CODEBUILD_BUILD_SUCCEEDING"
reports:
  unit:
    files: ['**/*.xml']
    base-directory: out
`);
    const { reports } = await place.client.send(new BatchGetReportsCommand({ reportArns: build.reportArns }));
    const { testCases } = await place.client.send(
      new DescribeTestCasesCommand({
        reportArn: build.reportArns?.[0],
        filter: { status: 'FAILED' },
      }),
    );

    expect(build.buildStatus).toBe('FAILED');
    expect(phasesOf(build).slice(6, 9)).toEqual([
      'BUILD FAILED',
      'POST_BUILD SUCCEEDED',
      'UPLOAD_ARTIFACTS SUCCEEDED',
    ]);
    expect(build.phases?.[6]?.contexts).toEqual([
      {
        statusCode: 'COMMAND_EXECUTION_ERROR',
        message: 'Error while executing command: exit 3. Reason: exit status 3',
      },
    ]);
    expect(log).toContain('succeeding 0');
    expect(log).not.toContain('never');
    expect(withoutTime(log)).toContain(
      '[Container] Phase context status code: COMMAND_EXECUTION_ERROR Message: Error while executing command: exit 3. Reason: exit status 3',
    );
    expect(reports?.[0]).toMatchObject({
      status: 'FAILED',
      reportGroupArn: 'arn:aws:codebuild:us-east-1:111122223333:report-group/ci-unit',
      executionId: build.arn,
      testSummary: {
        total: 3,
        statusCounts: { SUCCEEDED: 1, FAILED: 1, ERROR: 0, SKIPPED: 1, UNKNOWN: 0 },
        durationInNanoSeconds: 750_000_000,
      },
    });
    expect(testCases).toMatchObject([
      {
        name: 'subtracts',
        prefix: 'ledger',
        testSuiteName: 'harbor',
        message: 'expected 1 & got 2\nat ledger.js:3',
        testRawDataPath: 'out/junit.xml',
      },
    ]);
  });

  it('in PRE_BUILD ends the commands', async () => {
    const { build } = await run(`version: 0.2
phases:
  pre_build:
    commands: ['false']
  build:
    commands: [echo never]
  post_build:
    commands: [echo never]
`);

    expect(phasesOf(build).slice(5)).toEqual(['PRE_BUILD FAILED', 'FINALIZING SUCCEEDED', 'COMPLETED']);
  });

  it('runs finally commands after the failed one', async () => {
    const { build, log } = await run(`version: 0.2
phases:
  install:
    commands: ['false', echo never]
    finally: [echo tidied]
`);

    expect(log).toContain('tidied');
    expect(log).not.toContain('never');
    expect(build.phases?.[4]?.contexts?.[0]?.message).toBe(
      'Error while executing command: false. Reason: exit status 1',
    );
  });

  it('goes on after on-failure: CONTINUE and stops after ABORT', async () => {
    const { build } = await run(`version: 0.2
phases:
  install:
    on-failure: CONTINUE
    commands: ['false']
  build:
    on-failure: ABORT
    commands: ['false']
  post_build:
    commands: [echo never]
`);

    expect(build.buildStatus).toBe('FAILED');
    expect(phasesOf(build).slice(4)).toEqual([
      'INSTALL FAILED',
      'PRE_BUILD SUCCEEDED',
      'BUILD FAILED',
      'FINALIZING SUCCEEDED',
      'COMPLETED',
    ]);
  });

  it('is started again after on-failure: RETRY, up to the limit', async () => {
    const { build } = await run(`version: 0.2
phases:
  build:
    on-failure: RETRY-1
    commands: ['false']
`);

    const first = await waitFor(place.client, build.id ?? '', (one) => !!one.autoRetryConfig?.nextAutoRetry);
    const second = await waitFor(place.client, first.autoRetryConfig?.nextAutoRetry ?? '');

    expect(second.buildNumber).toBe(2);
    expect(second.autoRetryConfig).toEqual({
      autoRetryLimit: 1,
      autoRetryNumber: 1,
      previousAutoRetry: build.arn,
    });
  });

  it.each([
    ['version: 0.3\n', 'invalid buildspec version "0.3", expecting 0.1 or 0.2'],
    [
      'version: 0.2\nphases:\n  build:\n    commands:\n      - echo a: b\n',
      'Expected Commands[0] to be of string type: found subkeys instead at line 5, value of the key tag on line 4 might be empty',
    ],
  ])('in DOWNLOAD_SOURCE for the buildspec %j', async (buildspec, message) => {
    const { build } = await run(buildspec);

    expect(phasesOf(build).slice(3)).toEqual(['DOWNLOAD_SOURCE FAILED', 'FINALIZING SUCCEEDED', 'COMPLETED']);
    expect(build.phases?.[3]?.contexts).toEqual([{ statusCode: 'YAML_FILE_ERROR', message }]);
  });

  it('when its role does not exist', async () => {
    await makeProject(place.client, { serviceRole: 'arn:aws:iam::111122223333:role/nobody' });

    const build = await waitFor(place.client, await start(place.client));

    expect(phasesOf(build)[2]).toBe('PROVISIONING FAILED');
    expect(build.phases?.[2]?.contexts?.[0]?.statusCode).toBe('CLIENT_ERROR');
  });
});

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
    const fast = aBuildWorld({ runner: runProcesses(), folder, clock: realClock(600) });
    await makeProject(fast.client, { source: { type: 'NO_SOURCE', buildspec: SLOW } });

    const build = await waitFor(fast.client, await start(fast.client, { timeoutInMinutesOverride: 5 }));

    expect(build.buildStatus).toBe('FAILED');
    expect(phasesOf(build)[6]).toBe('BUILD TIMED_OUT');
    expect(build.phases?.[6]?.contexts).toEqual([
      { statusCode: 'BUILD_TIMED_OUT', message: 'Build has timed out. ' },
    ]);
  });
});

describe('the environment', () => {
  it('takes the override before the project and the project before the buildspec', async () => {
    await makeProject(place.client, {
      source: {
        type: 'NO_SOURCE',
        buildspec: `version: 0.2
env:
  variables: {A: spec, B: spec, C: spec}
phases:
  build:
    commands: [echo "$A $B $C"]
`,
      },
      environment: {
        type: 'LINUX_CONTAINER',
        image: 'aws/codebuild/standard:7.0',
        computeType: 'BUILD_GENERAL1_SMALL',
        environmentVariables: [
          { name: 'B', value: 'project' },
          { name: 'C', value: 'project' },
        ],
      },
    });

    const id = await start(place.client, {
      environmentVariablesOverride: [{ name: 'C', value: 'override' }],
    });
    const build = await waitFor(place.client, id);

    expect(logOf(place.scope, build)).toContain('spec project override');
  });

  it('tells the build what it is and where the sandbox is', async () => {
    const { build, log } = await run(`version: 0.2
phases:
  build:
    commands:
      - echo "$CODEBUILD_BUILD_ID $CODEBUILD_BUILD_NUMBER $CODEBUILD_INITIATOR $AWS_REGION $AWS_ENDPOINT_URL"
      - test "$PWD" = "$CODEBUILD_SRC_DIR" && node --version > /dev/null && echo at home
      - echo "key $AWS_SECRET_ACCESS_KEY"
`);

    expect(log).toContain(`${build.id} 1 admin us-east-1 http://127.0.0.1:4566`);
    expect(log).toContain('at home');
    expect(log).toContain('key ***');
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
