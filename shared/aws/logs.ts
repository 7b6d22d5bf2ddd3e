import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { noLines, withEarlier } from '../core/log-tail.ts';
import type { BuildLogs } from '../core/ports.ts';
import type { ClientSettings } from './client-settings.ts';
import { calling } from './translate-error.ts';

/** More than most builds print, so that their log is one page. */
const eventsPerPage = 1_000;

/** The most that CloudWatch Logs gives at once: a part of a log is asked for when its end did not tell enough. */
const eventsOfPart = 10_000;

/** A page without lines is rare. What so many pages do not tell is looked for at another time. */
const mostPages = 10;

/**
 * Build logs in CloudWatch Logs. A page may hold few lines or none though more follow; only a token that comes back
 * as it was sent tells the end (API reference, GetLogEvents, nextBackwardToken).
 */
export function cloudWatchLogs(settings: ClientSettings = {}): BuildLogs {
  const client = new CloudWatchLogsClient(settings);
  return {
    async tail({ group, stream, from, until }, isEnough) {
      let tail = noLines;
      let nextToken: string | undefined;
      for (let page = 0; page < mostPages; page += 1) {
        const { events = [], nextBackwardToken } = await calling(
          { call: 'CloudWatch Logs GetLogEvents', on: `${group} ${stream}` },
          () =>
            client.send(
              new GetLogEventsCommand({
                logGroupName: group,
                logStreamName: stream,
                limit: from === undefined && until === undefined ? eventsPerPage : eventsOfPart,
                startTime: from,
                endTime: until,
                startFromHead: false,
                nextToken,
              }),
            ),
        );
        tail = withEarlier(
          tail,
          events.map(({ message }) => message ?? ''),
        );
        const isAll = nextBackwardToken === undefined || nextBackwardToken === nextToken;
        if (isAll || tail.isFull || isEnough(tail.lines)) break;
        nextToken = nextBackwardToken;
      }
      return tail.lines;
    },
  };
}
