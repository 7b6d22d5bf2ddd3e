import { AwsError } from '../../kernel/errors.ts';
import { defineOperation } from '../../kernel/service.ts';
import { ensureGroup } from './append-log.ts';
import { logsArn, logsState } from './state.ts';

export const createLogGroup = defineOperation<{ logGroupName: string }, Record<string, never>>({
  resources: (input, scope) => logsArn(scope, input.logGroupName),
  handle({ logGroupName }, scope) {
    if (!/^[.\-_/#A-Za-z0-9]{1,512}$/.test(logGroupName)) {
      throw new AwsError(
        'InvalidParameterException',
        `1 validation error detected: Value '${logGroupName}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+`,
      );
    }
    if (logsState(scope).groups.has(logGroupName)) {
      throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
    }
    ensureGroup(scope, logGroupName);
    return {};
  },
});
