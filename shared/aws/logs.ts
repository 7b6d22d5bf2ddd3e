import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { BuildLogs } from '../core/ports.ts';
import type { ClientSettings } from './client-settings.ts';
import { calling } from './translate-error.ts';

/** Enough for any excerpt, and one page: CloudWatch Logs gives at most 10,000 events or 1 MB. */
const mostEvents = 1_000;

/** Build logs in CloudWatch Logs. */
export function cloudWatchLogs(settings: ClientSettings = {}): BuildLogs {
  const client = new CloudWatchLogsClient(settings);
  return {
    async tail({ group, stream }) {
      const { events } = await calling(
        { call: 'CloudWatch Logs GetLogEvents', on: `${group} ${stream}` },
        () =>
          client.send(
            new GetLogEventsCommand({
              logGroupName: group,
              logStreamName: stream,
              limit: mostEvents,
              startFromHead: false,
            }),
          ),
      );
      return (events ?? []).map(({ message }) => (message ?? '').replace(/\r?\n$/, ''));
    },
  };
}
