import { defineOperation } from '../../../kernel/service.ts';
import { reportGroupArnOf } from '../names.ts';
import { requireHundredAtMost } from '../page.ts';
import type { Report } from '../report.ts';
import { codebuildState } from '../state.ts';

interface Output {
  reports: Report[];
  reportsNotFound: string[];
}

export const batchGetReports = defineOperation<{ reportArns: string[] }, Output>({
  resources: (input) => requireHundredAtMost('reportArns', input.reportArns).map(reportGroupArnOf),
  handle({ reportArns }, scope) {
    const { reports } = codebuildState(scope);
    const known = requireHundredAtMost('reportArns', reportArns).map((arn) => reports.get(arn));
    return {
      reports: known.flatMap((report) => (report ? [{ ...report }] : [])),
      reportsNotFound: reportArns.filter((_arn, index) => known[index] === undefined),
    };
  },
});
