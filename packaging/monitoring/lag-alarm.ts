import type { CloudFormationResource } from '../template.ts';
import { measurementAlarm } from './measurement-alarm.ts';

/**
 * An alarm for each replication: its replica is more than a quarter of an hour behind. A replica that is behind is
 * measured at least every quarter of an hour.
 */
export function lagAlarm(parts: {
  readonly alarmName: string;
  readonly replication: string;
  readonly service: string;
  readonly topic: string;
}): CloudFormationResource {
  const { replication, ...place } = parts;
  return measurementAlarm({
    ...place,
    description: `The replication ${replication} is behind for more than 15 minutes. The log of replicate-repository tells why; it is tried again at least every 15 minutes.`,
    metricName: 'ReplicationLagSeconds',
    dimension: { Name: 'replication', Value: replication },
    threshold: 900,
  });
}
