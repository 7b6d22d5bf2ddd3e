import type { CloudFormationResource } from '../template.ts';
import { alarm } from './alarm.ts';

/**
 * An alarm that rings when one of Drawbridge's own measurements is above its threshold. While nothing is measured
 * the alarm stays as it is: what is in trouble has to be measured again and again.
 */
export function measurementAlarm(parts: {
  readonly alarmName: string;
  readonly description: string;
  readonly metricName: string;
  /** The dimension that tells what was measured, beside the service. */
  readonly dimension: { readonly Name: string; readonly Value: string };
  readonly threshold: number;
  readonly service: string;
  readonly topic: string;
}): CloudFormationResource {
  const { alarmName: name, description, metricName, dimension, threshold, service, topic } = parts;
  return alarm({
    name,
    description,
    metric: {
      namespace: 'Drawbridge',
      name: metricName,
      // Powertools adds the service.
      dimensions: { [dimension.Name]: dimension.Value, service },
      statistic: 'Maximum',
    },
    when: { comparison: 'above', threshold, periods: 1, missing: 'ignore' },
    topic,
  });
}
