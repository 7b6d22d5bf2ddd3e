import { defineOperation } from '../../kernel/service.ts';
import { dashboardArn, dashboardsState } from './dashboards.ts';

interface Input {
  readonly DashboardNamePrefix?: string;
}

/** Every dashboard whose name begins so, by name, in one page; CloudWatch's hold 1,000. */
export const listDashboards = defineOperation({
  resources: (_input: Input, context) => dashboardArn(context, '*'),
  handle: ({ DashboardNamePrefix = '' }, context) => ({
    DashboardEntries: [...dashboardsState(context).values()]
      .filter(({ name }) => name.startsWith(DashboardNamePrefix))
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .map(({ name, body, changedAt }) => ({
        DashboardName: name,
        DashboardArn: dashboardArn(context, name),
        LastModified: new Date(changedAt),
        Size: Buffer.byteLength(body),
      })),
  }),
});
