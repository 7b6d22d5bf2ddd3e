import { describe, expect, it } from 'vitest';
import { reasonOf } from '../../../shared/reasons/reason-of.ts';
import { excerptOf, failed, limits, many } from './failed-build.ts';

describe('a runner that names every test', () => {
  it('go test -v is told by the test that failed', () => {
    const started = many(9, (n) => `=== RUN   TestOk${n}\n=== PAUSE TestOk${n}\n=== CONT  TestOk${n}`);
    const passed = many(9, (n) => `--- PASS: TestOk${n} (0.00s)`);
    const refused = [
      '=== RUN   TestPay',
      '    pay_test.go:12: charge() = 500; want 200',
      '--- FAIL: TestPay (0.00s)',
    ];

    const excerpt = excerptOf(failed('go test -v ./...', [...started, ...passed, ...refused, 'FAIL']));

    expect(excerpt).toContain('charge() = 500; want 200');
    expect(excerpt).toContain('--- FAIL: TestPay');
    expect(excerpt).not.toMatch(/TestOk|===/);
  });

  it('go test -v of parallel tests, which print into each other, is told by the lines of the one that failed', () => {
    const output = [
      '=== CONT  TestGood',
      '=== CONT  TestBad',
      '    a_test.go:7: panic was expected here',
      '=== NAME  TestGood',
      '    b_test.go:9: error: none of ours',
      '=== NAME  TestBad',
      '    a_test.go:8: got 3, want 4',
      '--- PASS: TestGood (0.01s)',
      '--- FAIL: TestBad (0.01s)',
      'FAIL',
    ];

    expect(reasonOf(failed('go test -v', output), { limits })).toMatchObject({
      failures: [{ title: 'TestBad', file: 'a_test.go', line: 7, expected: '4', received: '3' }],
      excerpt: [
        '--- FAIL: TestBad (0.01s)',
        '    a_test.go:7: panic was expected here',
        '    a_test.go:8: got 3, want 4',
      ],
    });
  });

  it('gotestsum is told by its list at the end', () => {
    const output = [
      '✓  pkg/fine (3ms)',
      '✖  pkg/pay (2ms)',
      '=== Failed',
      '=== FAIL: pkg/pay TestPay (0.00s)',
      '    pay_test.go:12: no error, want one',
      '',
      'DONE 12 tests, 1 failure in 0.4s',
    ];

    expect(reasonOf(failed('gotestsum', output), { limits })).toMatchObject({
      tools: ['go'],
      failures: [{ title: 'TestPay', file: 'pay_test.go', line: 12 }],
    });
  });

  it('mocha is told by its list, whatever the titles above it are like', () => {
    const titles = many(25, (n) => `    ✔ gives the expected error for input ${n}`);
    const list = [
      '  25 passing (1s)',
      '  1 failing',
      '',
      '  1) pay',
      '       charges once:',
      '',
      '2 !== 1',
      '',
    ];

    const excerpt = excerptOf(failed('npm test', [...titles, '    1) charges once', '', ...list]));

    expect(excerpt).toContain('2 !== 1');
    expect(excerpt).not.toContain('✔');
  });

  it('pytest -v is told without the tests that passed', () => {
    const output = [
      ...many(30, (n) => `tests/test_a.py::test_error_${n} PASSED   [ ${n}%]`),
      'tests/test_a.py::test_pay FAILED   [100%]',
      '=================================== FAILURES ===================================',
      '___________________________________ test_pay ___________________________________',
      '>       assert pay() == 1',
      'E       assert 2 == 1',
      'tests/test_a.py:4: AssertionError',
    ];

    expect(excerptOf(failed('pytest -v', output))).toMatch(/assert 2 == 1/);
    expect(excerptOf(failed('pytest -v', output))).not.toContain('PASSED');
  });

  it('a runner that nobody knows is told by the first line that did not pass', () => {
    const output = [
      ...many(40, (n) => `✓ answers error ${n} as expected`),
      'ok 41 - failed logins are counted',
      '[ OK ] fatal errors are kept',
      'FAILED: pays once (expected 1, got 2)',
      'see the docs for what an error means',
      ...many(40, (n) => `✓ says no error ${n} twice`),
      '81 passed, 1 failed',
    ];

    expect(excerptOf(failed('./check', output)).split('\n')[0]).toBe('FAILED: pays once (expected 1, got 2)');
    expect(excerptOf(failed('./check', output))).not.toMatch(/✓|ok 41|OK/);
  });
});

describe('a tool that says much about itself', () => {
  const frames = (count: number) => many(count, (n) => `\tat org.junit.Frame${n}.run(Frame${n}.java:1)`);

  it('Maven is told by the exception, and not by counts of nothing or its help', () => {
    const excerpt = excerptOf(
      failed('mvn -B verify', [
        '[INFO] Running org.example.OkTest',
        '[INFO] Tests run: 5, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.01 s -- in org.example.OkTest',
        '[ERROR] Tests run: 1, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 0.04 s <<< FAILURE! -- in org.example.PayTest',
        'org.opentest4j.AssertionFailedError: expected: <1> but was: <2>',
        ...frames(30),
        '[ERROR] Failed to execute goal org.apache.maven.plugins:maven-surefire-plugin:3.2.5:test (default-test) on project shop: There are test failures.',
        '[ERROR] -> [Help 1]',
        '[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.',
        '[ERROR] For more information about the errors and possible solutions, please read the following articles:',
      ]),
    );

    expect(excerpt).toContain('expected: <1> but was: <2>');
    expect(excerpt).toContain('… 29 more frames');
    expect(excerpt).not.toMatch(/Failures: 0, Errors: 0|re-run Maven|following articles/);
  });

  it('what a frame of our own caused is shown among those of the runner', () => {
    const excerpt = excerptOf(
      failed('mvn test', [
        '[ERROR] org.example.PayTest.pays -- Time elapsed: 0.01 s <<< ERROR!',
        'java.lang.IllegalStateException: no account',
        ...frames(12),
        '\tat org.example.Pay.charge(Pay.java:31)',
        ...frames(12),
        'Caused by: java.io.IOException: no file',
        '\t... 25 more',
      ]),
    );

    expect(excerpt).toContain('Pay.java:31');
    expect(excerpt).toContain('Caused by: java.io.IOException: no file');
  });

  it('Gradle is told by the test, and not by what it suggests to try', () => {
    const excerpt = excerptOf(
      failed('./gradlew test', [
        'PayTest > pays() FAILED',
        '    java.lang.AssertionError: expected:<1> but was:<2>',
        '> Task :test FAILED',
        '* What went wrong:',
        "Execution failed for task ':test'.",
        '* Try:',
        '> Run with --stacktrace option to get the stack trace.',
        '> Get more help at https://help.gradle.org.',
      ]),
    );

    expect(excerpt).toBe('PayTest > pays() FAILED\n    java.lang.AssertionError: expected:<1> but was:<2>');
  });
});

describe('an explanation', () => {
  const box = (title: string, sentence: string) => [
    '╷',
    `│ Error: ${title}`,
    '│ ',
    '│   on main.tf line 3:',
    `│ ${sentence}`,
    '╵',
  ];
  const refreshed = many(60, (n) => `aws_x.y[${n}]: Refreshing state... [id=${n}]`);

  it('is shown to its end, without what was well before it', () => {
    const output = [...refreshed, ...box('Reference to undeclared resource', 'It has not been declared.')];
    const excerpt = excerptOf(failed('terraform plan', output));

    expect(excerpt).toContain('It has not been declared.');
    expect(excerpt).not.toContain('Refreshing');
  });

  it('is whole before the next begins', () => {
    const output = [...refreshed, ...box('One', 'First sentence.'), ...box('Two', 'Second sentence.')];
    const excerpt = excerptOf(failed('terraform plan', output), { lines: 5, lineLength: 240 });

    expect(excerpt.split('\n')).toEqual(['│ Error: One', '│   on main.tf line 3:', '│ First sentence.']);
  });

  it('of a compiler is shown with what it points at', () => {
    const output = [
      '   Compiling ledger v0.1.0',
      'error[E0308]: mismatched types',
      ' --> src/lib.rs:5:28',
      '  |',
      '5 | fn a() -> String { 2 }',
      '  |           ------   ^ expected `String`',
      '',
      'error: could not compile `ledger`',
    ];

    expect(excerptOf(failed('cargo build', output)).split('\n')).toEqual([
      'error[E0308]: mismatched types',
      ' --> src/lib.rs:5:28',
      '5 | fn a() -> String { 2 }',
      '  |           ------   ^ expected `String`',
    ]);
  });
});

describe('an exit status', () => {
  it.each([
    [127, /not found/],
    [126, /could not be run/],
    [137, /killed \(SIGKILL\).*memory/],
    [143, /SIGTERM/],
  ])('of %i is explained', (code, meaning) => {
    const log = failed('./run', ['nothing to see']).map((line) =>
      line.replace(/exit status 1$/, `exit status ${code}`),
    );

    expect(reasonOf(log, { limits })?.exit).toMatch(meaning);
  });

  it('that is the program’s own is not', () => {
    expect(reasonOf(failed('./run', ['nothing to see']), { limits })).not.toHaveProperty('exit');
  });
});
