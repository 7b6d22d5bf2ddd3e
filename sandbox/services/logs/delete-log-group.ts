import { defineOperation } from '../../kernel/service.ts';
import { findGroup } from './find-group.ts';
import { logsArn, logsState } from './state.ts';

export const deleteLogGroup = defineOperation<{ logGroupName: string }, Record<string, never>>({
  resources: (input, scope) => logsArn(scope, input.logGroupName),
  handle({ logGroupName }, scope) {
    findGroup(scope, logGroupName);
    logsState(scope).groups.delete(logGroupName);
    return {};
  },
});
