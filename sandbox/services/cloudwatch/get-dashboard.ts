import { defineOperation } from '../../kernel/service.ts';
import { dashboardArn, dashboardsState, noDashboard } from './dashboards.ts';

interface Input {
  readonly DashboardName: string;
}

export const getDashboard = defineOperation({
  resources: ({ DashboardName }: Input, context) => dashboardArn(context, DashboardName),
  handle({ DashboardName }, context) {
    const found = dashboardsState(context).get(DashboardName);
    if (found === undefined) throw noDashboard(DashboardName);
    return { DashboardArn: dashboardArn(context, DashboardName), DashboardBody: found.body, DashboardName };
  },
});
