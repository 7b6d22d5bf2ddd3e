import type { Service } from '../../kernel/service.ts';
import { alarmOfTemplate } from './alarm-resource.ts';
import { deleteAlarms } from './delete-alarms.ts';
import { describeAlarms } from './describe-alarms.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listMetrics } from './list-metrics.ts';
import { putMetricAlarm } from './put-metric-alarm.ts';
import { putMetricData } from './put-metric-data.ts';
import { setAlarmState } from './set-alarm-state.ts';

export const cloudwatch: Service = {
  name: 'cloudwatch',
  signingName: 'monitoring',
  protocols: [
    { kind: 'json', version: '1.0', targetPrefix: 'GraniteServiceVersion20100801.' },
    {
      kind: 'query',
      apiVersion: '2010-08-01',
      namespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
      style: {
        types: {
          ActionsEnabled: 'boolean',
          ReturnData: 'boolean',
          Timestamp: 'timestamp',
          StartTime: 'timestamp',
          EndTime: 'timestamp',
        },
      },
    },
  ],
  operations: {
    DeleteAlarms: deleteAlarms,
    DescribeAlarms: describeAlarms,
    GetMetricData: getMetricData,
    GetMetricStatistics: getMetricStatistics,
    ListMetrics: listMetrics,
    PutMetricAlarm: putMetricAlarm,
    PutMetricData: putMetricData,
    SetAlarmState: setAlarmState,
  },
  resources: { 'AWS::CloudWatch::Alarm': alarmOfTemplate },
};
