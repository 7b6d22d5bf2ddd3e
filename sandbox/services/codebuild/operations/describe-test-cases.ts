import { AwsError } from '../../../kernel/errors.ts';
import { defineOperation } from '../../../kernel/service.ts';
import { invalidInput, reportGroupArnOf } from '../names.ts';
import { pageOf } from '../page.ts';
import type { TestCase } from '../report.ts';
import { codebuildState } from '../state.ts';

interface Input {
  reportArn: string;
  nextToken?: string;
  maxResults?: number;
  filter?: { status?: string; keyword?: string };
}

interface Output {
  testCases: TestCase[];
  nextToken?: string;
}

/** Lists the tests of a report; while the report is being made there are none. */
export const describeTestCases = defineOperation<Input, Output>({
  resources: (input) => reportGroupArnOf(input.reportArn),
  handle({ reportArn, nextToken, maxResults = 100, filter = {} }, scope) {
    const { reports, testCases } = codebuildState(scope);
    if (!reports.has(reportArn)) {
      throw new AwsError('ResourceNotFoundException', `Report ${reportArn} cannot be found`);
    }
    if (maxResults < 1 || maxResults > 100) {
      throw invalidInput(`maxResults must be between 1 and 100; it is ${maxResults}`);
    }
    const matching = (testCases.get(reportArn) ?? []).filter((test) => isWanted(test, filter));
    // Names may repeat, so a page is remembered by position.
    const positions = matching.map((_test, index) => String(index));
    const { page, ...rest } = pageOf(positions, { nextToken, size: maxResults });
    return { testCases: page.flatMap((position) => matching[Number(position)] ?? []), ...rest };
  },
});

function isWanted(test: TestCase, { status, keyword = '' }: NonNullable<Input['filter']>): boolean {
  const texts = [test.name, test.prefix, test.testSuiteName ?? ''];
  return (status === undefined || test.status === status) && texts.some((text) => text.includes(keyword));
}
