import { AwsError } from '../../../kernel/errors.ts';
import { defineOperation } from '../../../kernel/service.ts';
import { pageOf } from '../page.ts';
import { codebuildState } from '../state.ts';

interface Input {
  reportGroupArn: string;
  sortOrder?: 'ASCENDING' | 'DESCENDING';
  nextToken?: string;
  maxResults?: number;
  filter?: { status?: string };
}

interface Output {
  reports: string[];
  nextToken?: string;
}

/** Lists a group's reports, newest first unless asked otherwise. */
export const listReportsForReportGroup = defineOperation<Input, Output>({
  resources: (input) => input.reportGroupArn,
  handle({ reportGroupArn, sortOrder, nextToken, maxResults = 100, filter }, scope) {
    const { reportGroups, reports } = codebuildState(scope);
    if (!reportGroups.has(reportGroupArn)) {
      throw new AwsError('ResourceNotFoundException', `Report group ${reportGroupArn} cannot be found`);
    }
    const arns = [...reports.values()]
      .filter((report) => report.reportGroupArn === reportGroupArn)
      .filter((report) => filter?.status === undefined || report.status === filter.status)
      .map(({ arn }) => arn);
    if (sortOrder !== 'ASCENDING') arns.reverse();
    const { page, ...rest } = pageOf(arns, { nextToken, size: maxResults });
    return { reports: page, ...rest };
  },
});
