import type { CloudFormationResource } from '../template.ts';
import { alarm } from './alarm.ts';

/**
 * An alarm for what should happen and does not: for a quarter of an hour no sweep has ended well, whether its rule is
 * off, its permission gone, or its code broken. Until the first sweeps have run it rings, for then too there are none.
 */
export function sweepAlarm(parts: {
  readonly functionName: string;
  readonly service: string;
  readonly topic: string;
}): CloudFormationResource {
  const { functionName, service, topic } = parts;
  return alarm({
    name: `${functionName}-missing`,
    description: `No sweep has ended well for 15 minutes, so that nothing that is due is done and nothing that an event lost is repaired. See whether the rule ${functionName} is on, and what the log group /aws/lambda/${functionName} says.`,
    metric: {
      namespace: 'Drawbridge',
      name: 'EventsDone',
      dimensions: { FunctionName: functionName, service },
      statistic: 'Sum',
    },
    when: { comparison: 'below', threshold: 1, periods: 3, missing: 'breaching' },
    topic,
  });
}
