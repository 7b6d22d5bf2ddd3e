/** Logs of failed builds as CodeBuild shows them: what the tools print, shortened, with CodeBuild's own lines. */
export interface RecordedBuild {
  readonly tool: string;
  readonly lines: readonly string[];
  /** The line by which a person sees first what went wrong. */
  readonly firstError: string;
}

const at = (seconds: number): string =>
  `[Container] 2026/03/02 13:42:${String(seconds).padStart(2, '0')}.001`;

/** A log with the lines of a tool between those that CodeBuild prints before and after a failed command. */
function built(command: string, output: readonly string[], exit = 1): string[] {
  return [
    `${at(1)} Waiting for agent ping`,
    `${at(2)} Phase is DOWNLOAD_SOURCE`,
    `${at(3)} Entering phase INSTALL`,
    `${at(4)} Running command npm ci`,
    'npm warn deprecated inflight@1.0.6: This module is not supported, and leaks memory',
    ...Array.from({ length: 40 }, (_, index) => `added package ${index} without an error`),
    `${at(20)} Phase complete: INSTALL State: SUCCEEDED`,
    `${at(21)} Entering phase BUILD`,
    `${at(21)} Running command ${command}`,
    ...output,
    '',
    `${at(40)} Command did not exit successfully ${command} exit status ${exit}`,
    `${at(40)} Phase complete: BUILD State: FAILED`,
    `${at(40)} Phase context status code: COMMAND_EXECUTION_ERROR Message: Error while executing command: ${command}. Reason: exit status ${exit}`,
    `${at(41)} Entering phase POST_BUILD`,
    `${at(41)} Running command ./upload-logs.sh`,
    ...Array.from({ length: 30 }, (_, index) => `uploaded part ${index}`),
    'error: nothing to upload for the second bucket',
    `${at(42)} Phase complete: POST_BUILD State: SUCCEEDED`,
  ];
}

const quiet = (count: number, text: (index: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => text(index));

export const recordedBuilds: readonly RecordedBuild[] = [
  {
    tool: 'npm',
    firstError: '  FAIL  src/limits.test.ts > token bucket > refills after a second',
    lines: built('npm test', [
      '',
      '> harbor-ledger@2.4.0 test',
      '> vitest run',
      '',
      ...quiet(60, (index) => ` \u001b[32m✓\u001b[39m src/part-${index}.test.ts (12 tests) 34ms`),
      ' \u001b[41m FAIL \u001b[49m src/limits.test.ts > token bucket > refills after a second',
      'AssertionError: expected 429 to be 200 // Object.is equality',
      '- Expected',
      '+ Received',
      '- 200',
      '+ 429',
      ' ❯ src/limits.test.ts:42:17',
      ' Test Files  1 failed | 60 passed (61)',
      '      Tests  1 failed | 731 passed (732)',
      'npm ERR! Test failed.  See above for more details.',
    ]),
  },
  {
    tool: 'pytest',
    firstError: 'E       assert 429 == 200',
    lines: built('python -m pytest', [
      '============================= test session starts ==============================',
      'platform linux -- Python 3.13.1, pytest-8.3.4, pluggy-1.5.0',
      'collected 412 items',
      '',
      ...quiet(45, (index) => `tests/test_part_${index}.py ......... [ ${index}%]`),
      '=================================== FAILURES ===================================',
      '______________________________ test_refill ______________________________',
      '',
      '    def test_refill():',
      '        bucket = Bucket(rate=1)',
      '>       assert bucket.ask() == 200',
      'E       assert 429 == 200',
      'E        +  where 429 = ask()',
      'tests/test_limits.py:17: AssertionError',
      '=========================== short test summary info ============================',
      'FAILED tests/test_limits.py::test_refill - assert 429 == 200',
      '======================== 1 failed, 411 passed in 8.21s =========================',
    ]),
  },
  {
    tool: 'maven',
    firstError: '[ERROR] com.harbor.ledger.LimitsTest.refills -- Time elapsed: 0.012 s <<< FAILURE!',
    lines: built('mvn -B verify', [
      '[INFO] Scanning for projects...',
      ...quiet(80, (index) => `[INFO] Running com.harbor.ledger.Part${index}Test`),
      '[ERROR] com.harbor.ledger.LimitsTest.refills -- Time elapsed: 0.012 s <<< FAILURE!',
      'org.opentest4j.AssertionFailedError: expected: <200> but was: <429>',
      '\tat com.harbor.ledger.LimitsTest.refills(LimitsTest.java:42)',
      '[INFO] ------------------------------------------------------------------------',
      '[INFO] BUILD FAILURE',
      '[ERROR] Failed to execute goal org.apache.maven.plugins:maven-surefire-plugin:3.5.2:test',
    ]),
  },
  {
    tool: 'docker',
    firstError: 'E: Unable to locate package libledger-dev: not found',
    lines: built(
      'docker build .',
      [
        '#0 building with "default" instance using docker driver',
        ...quiet(
          70,
          (index) =>
            `#5 ${index}.1 Get:${index} http://deb.debian.org/debian bookworm/main amd64 part${index}`,
        ),
        '#8 [4/7] RUN apt-get install -y libledger-dev',
        '1.204 E: Unable to locate package libledger-dev: not found',
        '------',
        ' > [4/7] RUN apt-get install -y libledger-dev:',
        'Dockerfile:7',
        'ERROR: failed to solve: process "/bin/sh -c apt-get install -y libledger-dev" did not complete successfully: exit code: 100',
      ],
      100,
    ),
  },
  {
    tool: 'go',
    firstError: '    limits_test.go:42: got 429, expected 200',
    lines: built('go test ./...', [
      ...quiet(50, (index) => `ok  \tharbor.example/ledger/part${index}\t0.012s`),
      '--- FAIL: TestRefill (0.00s)',
      '    limits_test.go:42: got 429, expected 200',
      'FAIL',
      'FAIL\tharbor.example/ledger/limits\t0.009s',
      'FAIL',
    ]),
  },
];
