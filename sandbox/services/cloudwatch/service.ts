import * as offered from '../../kernel/offers/cloudwatch.ts';
import type { Service } from '../../kernel/service.ts';
import { alarmKind } from './alarm-resource.ts';
import { dashboardKind } from './dashboard-resource.ts';
import { deleteAlarms } from './delete-alarms.ts';
import { deleteDashboards } from './delete-dashboards.ts';
import { describeAlarms } from './describe-alarms.ts';
import { getDashboard } from './get-dashboard.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listDashboards } from './list-dashboards.ts';
import { listMetrics } from './list-metrics.ts';
import { putDashboard } from './put-dashboard.ts';
import { putMetricAlarm } from './put-metric-alarm.ts';
import { putMetricData } from './put-metric-data.ts';
import { recordMetric } from './record-metric.ts';
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
    DeleteDashboards: deleteDashboards,
    DescribeAlarms: describeAlarms,
    GetDashboard: getDashboard,
    GetMetricData: getMetricData,
    GetMetricStatistics: getMetricStatistics,
    ListDashboards: listDashboards,
    ListMetrics: listMetrics,
    PutDashboard: putDashboard,
    PutMetricAlarm: putMetricAlarm,
    PutMetricData: putMetricData,
    SetAlarmState: setAlarmState,
  },
  resources: {
    'AWS::CloudWatch::Alarm': alarmKind,
    'AWS::CloudWatch::Dashboard': dashboardKind,
  },
  offers: [offered.recordMetric.by(recordMetric)],
};
