import { AwsError } from '../../kernel/errors.ts';
import type { LogLine } from '../../kernel/offers/logs.ts';
import { defineOperation } from '../../kernel/service.ts';
import { appendLog } from './append-log.ts';
import { findStream } from './find-group.ts';
import { logsArn } from './state.ts';

interface Input {
  logGroupName: string;
  logStreamName: string;
  logEvents: LogLine[];
}

interface Output {
  nextSequenceToken: string;
}

/** Writes lines. The sequence token is answered and never asked for, as AWS does since 2023. */
export const putLogEvents = defineOperation<Input, Output>({
  resources: (input, scope) => logsArn(scope, input.logGroupName, input.logStreamName),
  handle({ logGroupName, logStreamName, logEvents }, scope) {
    findStream(scope, logGroupName, logStreamName);
    if (logEvents.length === 0 || logEvents.length > 10_000) {
      throw new AwsError(
        'InvalidParameterException',
        `Log events must be between 1 and 10000 per call; ${logEvents.length} were given.`,
      );
    }
    if (logEvents.some((event, index) => event.timestamp < (logEvents[index - 1]?.timestamp ?? 0))) {
      throw new AwsError(
        'InvalidParameterException',
        'Log events in a single PutLogEvents request must be in chronological order.',
      );
    }
    appendLog(scope, { group: logGroupName, stream: logStreamName }, logEvents);
    return { nextSequenceToken: scope.world.ids.hex(56) };
  },
});
