import { AwsError } from '../../../kernel/errors.ts';
import { defineOperation } from '../../../kernel/service.ts';
import { arnOf } from '../../../kernel/world.ts';
import { invalidInput } from '../names.ts';
import { requireHundredAtMost } from '../page.ts';
import type { ReportGroup } from '../report.ts';
import { ensureReportGroup } from '../save-report.ts';
import { codebuildState } from '../state.ts';

interface GroupInput {
  name: string;
  type: 'TEST' | 'CODE_COVERAGE';
}

export const createReportGroup = defineOperation<GroupInput, { reportGroup: ReportGroup }>({
  resources: (input, scope) => arnOf(scope, 'codebuild', `report-group/${input.name}`),
  handle({ name, type }, scope) {
    const arn = arnOf(scope, 'codebuild', `report-group/${name}`);
    const { reportGroups } = codebuildState(scope);
    if (!/^[A-Za-z0-9_-]{2,128}$/.test(name)) throw invalidInput(`Invalid report group name: ${name}`);
    if (reportGroups.has(arn)) {
      throw new AwsError('ResourceAlreadyExistsException', `Report group already exists: ${arn}`);
    }
    const reportGroup = { ...ensureReportGroup(scope, arn), type };
    reportGroups.set(arn, reportGroup);
    return { reportGroup };
  },
});

interface GroupsOutput {
  reportGroups: ReportGroup[];
  reportGroupsNotFound: string[];
}

export const batchGetReportGroups = defineOperation<{ reportGroupArns: string[] }, GroupsOutput>({
  resources: (input) => requireHundredAtMost('reportGroupArns', input.reportGroupArns),
  handle({ reportGroupArns }, scope) {
    const { reportGroups } = codebuildState(scope);
    const arns = requireHundredAtMost('reportGroupArns', reportGroupArns);
    return {
      reportGroups: arns.flatMap((arn) => reportGroups.get(arn) ?? []),
      reportGroupsNotFound: arns.filter((arn) => !reportGroups.has(arn)),
    };
  },
});
