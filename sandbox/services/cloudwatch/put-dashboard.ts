import { defineOperation } from '../../kernel/service.ts';
import { dashboardArn, writeDashboard } from './dashboards.ts';

interface Input {
  readonly DashboardName: string;
  readonly DashboardBody: string;
}

export const putDashboard = defineOperation({
  resources: ({ DashboardName }: Input, context) => dashboardArn(context, DashboardName),
  handle({ DashboardName: name, DashboardBody: body }, context) {
    writeDashboard(context, { name, body });
    return { DashboardValidationMessages: [] };
  },
});
