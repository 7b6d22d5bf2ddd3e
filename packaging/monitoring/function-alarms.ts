import type { CloudFormationResource } from '../template.ts';
import { alarm } from './alarm.ts';

/** From this share of a function's time-out on, it is near it. */
const NEAR_TIMEOUT = 0.8;

/**
 * The alarms that every function has, by the end of their logical id: it keeps failing, which Lambda's own retries did
 * not heal within a quarter of an hour; it keeps being turned away; it ran nearly as long as it may.
 */
export function functionAlarms(parts: {
  readonly functionName: string;
  readonly timeoutSeconds: number;
  readonly topic: string;
}): Readonly<Record<'ErrorAlarm' | 'ThrottleAlarm' | 'DurationAlarm', CloudFormationResource>> {
  const { functionName, timeoutSeconds, topic } = parts;
  const metric = { namespace: 'AWS/Lambda', dimensions: { FunctionName: functionName } } as const;
  const lasting = { comparison: 'above', threshold: 0, periods: 3, missing: 'notBreaching' } as const;
  return {
    ErrorAlarm: alarm({
      name: `${functionName}-errors`,
      description: `${functionName} keeps failing. Its log group is /aws/lambda/${functionName}; events it gave up on are in the dead-letter queue.`,
      metric: { ...metric, name: 'Errors', statistic: 'Sum' },
      when: lasting,
      topic,
    }),
    ThrottleAlarm: alarm({
      name: `${functionName}-throttles`,
      description: `${functionName} keeps being throttled: more of its calls come at once than the account, or its reserved concurrency, lets run. Events wait meanwhile; after an hour they go to the dead-letter queue.`,
      metric: { ...metric, name: 'Throttles', statistic: 'Sum' },
      when: lasting,
      topic,
    }),
    DurationAlarm: alarm({
      name: `${functionName}-duration`,
      description: `A run of ${functionName} took more than ${NEAR_TIMEOUT * 100} % of its time-out of ${timeoutSeconds} s, at which Lambda ends it. Its log group is /aws/lambda/${functionName}.`,
      metric: { ...metric, name: 'Duration', statistic: 'Maximum' },
      when: {
        comparison: 'above',
        // Lambda measures in milliseconds.
        threshold: timeoutSeconds * 1000 * NEAR_TIMEOUT,
        periods: 1,
        missing: 'notBreaching',
      },
      topic,
    }),
  };
}
