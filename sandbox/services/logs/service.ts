import * as offered from '../../kernel/offers/logs.ts';
import type { Service } from '../../kernel/service.ts';
import { appendLog, hasLogGroup } from './append-log.ts';
import { createLogGroup } from './create-log-group.ts';
import { createLogStream } from './create-log-stream.ts';
import { deleteLogGroup } from './delete-log-group.ts';
import { describeLogGroups } from './describe-log-groups.ts';
import { describeLogStreams } from './describe-log-streams.ts';
import { filterLogEvents } from './filter-log-events.ts';
import { getLogEvents } from './get-log-events.ts';
import { logGroupKind } from './log-group-resource.ts';
import { putLogEvents } from './put-log-events.ts';
import { putRetentionPolicy } from './put-retention-policy.ts';
import { logsArn } from './state.ts';

export const logs: Service = {
  name: 'logs',
  protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'Logs_20140328.' }],
  operations: {
    CreateLogGroup: createLogGroup,
    CreateLogStream: createLogStream,
    DeleteLogGroup: deleteLogGroup,
    DescribeLogGroups: describeLogGroups,
    DescribeLogStreams: describeLogStreams,
    FilterLogEvents: filterLogEvents,
    GetLogEvents: getLogEvents,
    PutLogEvents: putLogEvents,
    PutRetentionPolicy: putRetentionPolicy,
  },
  resources: { 'AWS::Logs::LogGroup': logGroupKind },
  offers: [offered.appendLog.by(appendLog), offered.hasLogGroup.by(hasLogGroup), offered.logsArn.by(logsArn)],
};
