import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { logOf, makeProject, phasesOf, start, waitFor, withoutTime } from './build-world.ts';
import { buildWorldForEachTest } from './build-world-for-each-test.ts';

const place = buildWorldForEachTest();

/** Whether the process still does anything; one that only waits to be collected does not. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}

describe('a build that succeeds', () => {
  it('makes files with the rights they have on AWS, also in a sandbox that is closed to others', async () => {
    const before = process.umask(0o077);
    const { log } = await place.run('version: 0.2\nphases:\n  build:\n    commands: [umask]\n');
    process.umask(before);

    expect(withoutTime(log)).toContain('0022');
  });

  it('goes through every phase and logs its commands and their output', async () => {
    const { build, log } = await place.run(`version: 0.2
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
    const { build, log } = await place.run(`version: 0.2
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
    const { build } = await place.run(`version: 0.2
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
    const { log } = await place.run(`version: 0.2
phases:
  build:
    commands:
      - sleep 600 & echo "pid $!"
`);

    const pid = Number(log.find((line) => line.startsWith('pid '))?.slice(4));
    expect(pid).toBeGreaterThan(0);
    await expect.poll(() => isRunning(pid)).toBe(false);
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
    const { build, log } = await place.run(`version: 0.2
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
