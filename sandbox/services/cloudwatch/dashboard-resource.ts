import type { ResourceKind, ResourceRequest, ResourceResult } from '../../kernel/resource-kind.ts';
import { dashboardArn, dashboardsState, writeDashboard } from './dashboards.ts';

/** `AWS::CloudWatch::Dashboard`: Ref is the name. */
export function dashboardOfTemplate({ scope, generatedName, properties }: ResourceRequest): ResourceResult {
  const name = String(properties['DashboardName'] ?? generatedName);
  writeDashboard(scope, { name, body: String(properties['DashboardBody']) });
  return { ref: name };
}

/** `AWS::CloudWatch::Dashboard`. */
export const dashboardKind: ResourceKind = {
  nameProperty: 'DashboardName',
  make: dashboardOfTemplate,
  remove: ({ scope, ref }) => void dashboardsState(scope).delete(ref),
  isTaken: (scope, name) => dashboardsState(scope).has(name),
  replacing: ['DashboardName'],
  permissions: {
    on: ({ scope, name }) => dashboardArn(scope, name),
    create: ['cloudwatch:PutDashboard', 'cloudwatch:GetDashboard'],
    update: ['cloudwatch:PutDashboard'],
    delete: ['cloudwatch:DeleteDashboards', 'cloudwatch:GetDashboard'],
    tag: ['cloudwatch:TagResource', 'cloudwatch:ListTagsForResource'],
    untag: ['cloudwatch:UntagResource'],
  },
};
