import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { AwsError } from '../../../kernel/errors.ts';
import { arnOf } from '../../../kernel/world.ts';
import type { BuildRequest } from '../build-runner.ts';
import { saveReport, type TestOutcome } from '../save-report.ts';
import type { ReportSpec } from './buildspec.ts';
import { baseFolderOf, findFiles } from './find-files.ts';
import { PhaseFailure } from './phase-failure.ts';
import { readJunit } from './read-junit.ts';
import type { RoleCaller } from './role-caller.ts';

/** What CodeBuild does as the project's role to keep a report. */
const REPORT_ACTIONS = ['codebuild:CreateReport', 'codebuild:UpdateReport', 'codebuild:BatchPutTestCases'];

/** The ARNs of the reports that were made, and the groups for which no file was found. */
export interface CollectedReports {
  readonly arns: readonly string[];
  readonly missing: readonly string[];
}

/**
 * Reads the report files that the buildspec names. A group without files gets an INCOMPLETE report. Declines
 * with CLIENT_ERROR what cannot be read: formats other than JUnit XML, and broken XML.
 */
export async function collectReports(
  request: BuildRequest,
  caller: RoleCaller,
  work: { reports: readonly ReportSpec[]; sourceFolder: string },
): Promise<CollectedReports> {
  const arns: string[] = [];
  const missing: string[] = [];
  for (const report of work.reports) {
    requireJunit(report);
    for (const action of REPORT_ACTIONS) caller.require(action, groupArn(request, report.group));
    const tests = await testsOf(request, report, work.sourceFolder);
    if (tests === undefined) missing.push(report.group);
    arns.push(saveReport(request.scope, request.build, { group: report.group, tests: tests ?? [] }));
  }
  return { arns, missing };
}

function requireJunit({ group, fileFormat }: ReportSpec): void {
  if (fileFormat === 'JUNITXML') return;
  throw new PhaseFailure(
    'CLIENT_ERROR',
    `The sandbox reads reports in the format JUNITXML; report ${group} is ${fileFormat}`,
  );
}

function groupArn({ scope, build }: BuildRequest, group: string): string {
  if (group.startsWith('arn:')) return group;
  return arnOf(scope, 'codebuild', `report-group/${build.projectName}-${group}`);
}

async function testsOf(
  { log }: BuildRequest,
  report: ReportSpec,
  sourceFolder: string,
): Promise<TestOutcome[] | undefined> {
  log.container('Preparing to copy TEST_REPORT artifacts');
  const folder = baseFolderOf(sourceFolder, report);
  const files = folder === undefined ? [] : await findFiles(folder, report);
  if (folder === undefined || files.length === 0) {
    log.container(`No matching report files found for report group ${report.group}`);
    return undefined;
  }
  log.container(`Found ${files.length} file(s)`);
  const tests: TestOutcome[] = [];
  for (const file of files) {
    const path = resolve(folder, file);
    tests.push(...readReport(await readFile(path, 'utf8'), relative(sourceFolder, path)));
  }
  return tests;
}

function readReport(xml: string, file: string): TestOutcome[] {
  try {
    return readJunit(xml, file);
  } catch (error) {
    if (error instanceof PhaseFailure || error instanceof AwsError) throw error;
    throw new PhaseFailure(
      'CLIENT_ERROR',
      `${file} is no JUnit XML: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
