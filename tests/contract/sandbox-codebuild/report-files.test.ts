import { DescribeTestCasesCommand } from '@aws-sdk/client-codebuild';
import { describe, expect, it } from 'vitest';
import { phasesOf } from './build-world.ts';
import { buildWorldForEachTest } from './build-world-for-each-test.ts';

const place = buildWorldForEachTest();

/** A good build that leaves this report behind. */
const reporting = (xml: string) => `version: 0.2
phases:
  build:
    commands:
      - |
        cat > report.xml <<'XML'
        ${xml}
        XML
reports:
  unit:
    files: [report.xml]
`;

describe('a test report', () => {
  it('is read with the characters that its attributes write as numbers', async () => {
    const { build } = await place.run(
      reporting(
        '<testsuite name="s" tests="2"><testcase classname="c" name="a&#x22;b"><failure message="first&#10;second &amp;#10;">x</failure></testcase><testcase name="&#xE9;&#233;"><failure message="&lt;m&gt;"/></testcase></testsuite>',
      ),
    );
    const { testCases } = await place.client.send(
      new DescribeTestCasesCommand({ reportArn: build.reportArns?.[0] }),
    );

    expect(testCases?.map(({ name, message }) => [name, message])).toEqual([
      ['a"b', 'first\nsecond &#10;\nx'],
      ['éé', '<m>'],
    ]);
  });

  it.each([
    ['<coverage line-rate="0.5"/>', 'coverage'],
    ['<?xml version="1.0"?><html><body>500</body></html>', 'html'],
    ['<assemblies><assembly name="a"/></assemblies>', 'assemblies'],
  ])('that is none fails the upload: %s', async (xml, name) => {
    const { build } = await place.run(reporting(xml));

    expect(build.buildStatus).toBe('FAILED');
    expect(phasesOf(build)).toContain('UPLOAD_ARTIFACTS FAILED');
    expect(build.phases?.find(({ phaseType }) => phaseType === 'UPLOAD_ARTIFACTS')?.contexts).toEqual([
      { statusCode: 'CLIENT_ERROR', message: `expected element type <testsuite> but have <${name}>` },
    ]);
  });

  it.each([
    '<testsuites><testsuite tests="1" failures="2" errors="0" name="s"><testcase name="a"><failure message="m"/></testcase></testsuite></testsuites>',
    '<testsuite tests="2" failures="1" errors="1" skipped="1"><testcase name="a"/></testsuite>',
    '<testsuite><testsuite tests="0" errors="1"><testcase name="a"><error/></testcase></testsuite></testsuite>',
  ])('that counts more failures than tests is refused: %s', async (xml) => {
    const { build } = await place.run(reporting(xml));

    expect(build.phases?.find(({ phaseType }) => phaseType === 'UPLOAD_ARTIFACTS')?.contexts).toEqual([
      {
        statusCode: 'CLIENT_ERROR',
        message: 'InvalidInputException: Test summary: status count cannot be negative',
      },
    ]);
  });

  it('that counts nothing, or as many as there are, is read', async () => {
    const { build } = await place.run(
      reporting(
        '<testsuites><testsuite name="a"><testcase name="x"/></testsuite><testsuite tests="1" failures="1"><testcase name="y"><failure/></testcase></testsuite></testsuites>',
      ),
    );

    expect(build.buildStatus).toBe('SUCCEEDED');
  });
});
