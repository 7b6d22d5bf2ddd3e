import { AwsError } from '../../kernel/errors.ts';
import { defineOperation } from '../../kernel/service.ts';
import { findGroup } from './find-group.ts';
import { logsArn } from './state.ts';

/** The only values AWS takes (API reference, PutRetentionPolicy). */
const DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

interface Input {
  logGroupName: string;
  retentionInDays: number;
}

/** Keeps how long a group's lines are wanted. The sandbox does not live long enough to delete any. */
export const putRetentionPolicy = defineOperation<Input, Record<string, never>>({
  resources: (input, scope) => logsArn(scope, input.logGroupName),
  handle({ logGroupName, retentionInDays }, scope) {
    const group = findGroup(scope, logGroupName);
    if (!DAYS.includes(retentionInDays)) {
      throw new AwsError(
        'InvalidParameterException',
        `${retentionInDays} days is not a retention that exists; possible are ${DAYS.join(', ')}.`,
      );
    }
    group.retentionInDays = retentionInDays;
    return {};
  },
});
