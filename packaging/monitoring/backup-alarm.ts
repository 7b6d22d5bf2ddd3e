import type { CloudFormationResource } from '../template.ts';
import { measurementAlarm } from './measurement-alarm.ts';

/**
 * An alarm for each backup: three tries in a row failed, or the newest chain cannot be restored. A backup that fails
 * is tried, and measured, again at least every six hours.
 */
export function backupAlarm(parts: {
  readonly alarmName: string;
  readonly backup: string;
  readonly service: string;
  readonly topic: string;
}): CloudFormationResource {
  const { backup, ...place } = parts;
  return measurementAlarm({
    ...place,
    description: `The backup ${backup} keeps failing, or was found damaged when it was restored on trial. The log of back-up-repository and the events of Drawbridge tell why.`,
    metricName: 'BackupTroubles',
    dimension: { Name: 'backup', Value: backup },
    threshold: 0,
  });
}
