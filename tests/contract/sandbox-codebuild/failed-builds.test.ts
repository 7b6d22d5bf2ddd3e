import { BatchGetReportsCommand, DescribeTestCasesCommand } from '@aws-sdk/client-codebuild';
import { describe, expect, it } from 'vitest';
import { makeProject, phasesOf, start, waitFor, withoutTime } from './build-world.ts';
import { buildWorldForEachTest } from './build-world-for-each-test.ts';

const place = buildWorldForEachTest();

describe('a build that fails', () => {
  it('tells the command and its status, still runs POST_BUILD, and reads the test report', async () => {
    const { build, log } = await place.run(`version: 0.2
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
    const { build } = await place.run(`version: 0.2
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
    const { build, log } = await place.run(`version: 0.2
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
    const { build } = await place.run(`version: 0.2
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
    const { build } = await place.run(`version: 0.2
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
    const { build } = await place.run(buildspec);

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
