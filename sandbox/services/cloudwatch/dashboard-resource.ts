import type { ResourceRequest, ResourceResult } from '../../kernel/service.ts';
import { writeDashboard } from './dashboards.ts';

/** `AWS::CloudWatch::Dashboard`: Ref is the name. */
export function dashboardOfTemplate({ scope, generatedName, properties }: ResourceRequest): ResourceResult {
  const name = String(properties['DashboardName'] ?? generatedName);
  writeDashboard(scope, { name, body: String(properties['DashboardBody']) });
  return { ref: name };
}
