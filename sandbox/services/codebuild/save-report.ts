import { arnOf, type Scope } from '../../kernel/world.ts';
import type { Build } from './build.ts';
import type { Report, ReportGroup, TestCase, TestStatus } from './report.ts';
import { codebuildState } from './state.ts';

/** Reports are kept for 30 days, with 500 tests at most, failed ones first (facts, section 6). */
const REPORT_LIFETIME_MS = 30 * 24 * 3_600_000;
const MOST_TEST_CASES = 500;
const LONGEST_NAME = 1000;
const LONGEST_MESSAGE = 5000;

/** One test as its report file tells it. */
export interface TestOutcome {
  readonly name: string;
  readonly status: TestStatus;
  readonly suite?: string;
  /** Class or file that the test belongs to. */
  readonly prefix?: string;
  readonly durationSeconds?: number;
  readonly message?: string;
  /** The file the test was read from. */
  readonly file?: string;
}

/** A report to keep: its group by name (the project's name is put before it) or by ARN. */
export interface ReportContent {
  readonly group: string;
  readonly tests: readonly TestOutcome[];
  /** Sandbox time for which the report says GENERATING. */
  readonly delayMs?: number;
}

/** Keeps a build's report, making its group when missing, and gives its ARN. No tests make it INCOMPLETE. */
export function saveReport(scope: Scope, build: Readonly<Build>, content: ReportContent): string {
  const group = ensureReportGroup(scope, groupArnOf(scope, build, content.group));
  const { world } = scope;
  const uuid = world.ids.uuid();
  const report: Report = {
    arn: arnOf(scope, 'codebuild', `report/${group.name}:${uuid}`),
    type: 'TEST',
    name: uuid,
    reportGroupArn: group.arn,
    executionId: build.arn,
    status: 'GENERATING',
    created: new Date(world.clock.now()),
    expired: new Date(world.clock.now() + REPORT_LIFETIME_MS),
    exportConfig: { exportConfigType: 'NO_EXPORT' },
    truncated: false,
  };
  codebuildState(scope).reports.set(report.arn, report);
  if (content.delayMs) world.clock.after(content.delayMs, () => fillReport(scope, report, content.tests));
  else fillReport(scope, report, content.tests);
  return report.arn;
}

/** The group of that ARN, made when missing. */
export function ensureReportGroup(scope: Scope, arn: string): ReportGroup {
  const { reportGroups } = codebuildState(scope);
  let group = reportGroups.get(arn);
  if (!group) {
    const now = new Date(scope.world.clock.now());
    group = {
      arn,
      name: arn.slice(arn.lastIndexOf('/') + 1),
      type: 'TEST',
      exportConfig: { exportConfigType: 'NO_EXPORT' },
      created: now,
      lastModified: now,
      status: 'ACTIVE',
    };
    reportGroups.set(arn, group);
  }
  return group;
}

function groupArnOf(scope: Scope, build: Readonly<Build>, nameOrArn: string): string {
  if (nameOrArn.startsWith('arn:')) return nameOrArn;
  return arnOf(scope, 'codebuild', `report-group/${build.projectName}-${nameOrArn}`);
}

function fillReport(scope: Scope, report: Report, tests: readonly TestOutcome[]): void {
  const count = (status: TestStatus) => tests.filter((test) => test.status === status).length;
  const statusCounts = {
    SUCCEEDED: count('SUCCEEDED'),
    FAILED: count('FAILED'),
    ERROR: count('ERROR'),
    SKIPPED: count('SKIPPED'),
    UNKNOWN: count('UNKNOWN'),
  };
  report.testSummary = {
    total: tests.length,
    statusCounts,
    durationInNanoSeconds: nanoSeconds(
      tests.reduce((sum, { durationSeconds = 0 }) => sum + durationSeconds, 0),
    ),
  };
  report.truncated = tests.length > MOST_TEST_CASES;
  const cases = inOrderOfWorth(tests).slice(0, MOST_TEST_CASES);
  codebuildState(scope).testCases.set(
    report.arn,
    cases.map((test) => testCaseOf(report, test)),
  );
  report.status = verdictOf(tests.length, statusCounts);
}

function verdictOf(total: number, counts: Record<TestStatus, number>): Report['status'] {
  if (total === 0) return 'INCOMPLETE';
  return counts.FAILED + counts.ERROR > 0 ? 'FAILED' : 'SUCCEEDED';
}

/** When there are too many, those that failed are kept. */
function inOrderOfWorth(tests: readonly TestOutcome[]): readonly TestOutcome[] {
  if (tests.length <= MOST_TEST_CASES) return tests;
  const isFailed = ({ status }: TestOutcome) => status === 'FAILED' || status === 'ERROR';
  return [...tests.filter(isFailed), ...tests.filter((test) => !isFailed(test))];
}

function testCaseOf(report: Report, test: TestOutcome): TestCase {
  return {
    reportArn: report.arn,
    testRawDataPath: test.file ?? '',
    prefix: test.prefix ?? '',
    name: test.name.slice(0, LONGEST_NAME),
    status: test.status,
    durationInNanoSeconds: nanoSeconds(test.durationSeconds ?? 0),
    message: (test.message ?? '').slice(0, LONGEST_MESSAGE),
    expired: report.expired,
    ...(test.suite === undefined ? {} : { testSuiteName: test.suite }),
  };
}

function nanoSeconds(seconds: number): number {
  return Math.round(seconds * 1e9);
}
