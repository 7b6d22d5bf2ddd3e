import { defineOperation } from '../../kernel/service.ts';
import { dashboardArn, dashboardsState, noDashboard } from './dashboards.ts';

interface Input {
  readonly DashboardNames: readonly string[];
}

/** Deletes dashboards; when one of them is not there, none is deleted (API reference, DeleteDashboards). */
export const deleteDashboards = defineOperation({
  resources: ({ DashboardNames }: Input, context) =>
    DashboardNames.map((name) => dashboardArn(context, name)),
  handle({ DashboardNames }, context) {
    const dashboards = dashboardsState(context);
    const missing = DashboardNames.find((name) => !dashboards.has(name));
    if (missing !== undefined) throw noDashboard(missing);
    for (const name of DashboardNames) dashboards.delete(name);
    return {};
  },
});
