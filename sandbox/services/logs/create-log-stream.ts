import { AwsError } from '../../kernel/errors.ts';
import { defineOperation } from '../../kernel/service.ts';
import { ensureStream } from './append-log.ts';
import { findGroup } from './find-group.ts';
import { logsArn } from './state.ts';

interface Input {
  logGroupName: string;
  logStreamName: string;
}

export const createLogStream = defineOperation<Input, Record<string, never>>({
  resources: (input, scope) => logsArn(scope, input.logGroupName),
  handle({ logGroupName, logStreamName }, scope) {
    const group = findGroup(scope, logGroupName);
    if (group.streams.has(logStreamName)) {
      throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');
    }
    ensureStream(scope, group, logStreamName);
    return {};
  },
});
