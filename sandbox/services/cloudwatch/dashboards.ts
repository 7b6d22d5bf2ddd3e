import { AwsError } from '../../kernel/errors.ts';
import { defineState, partitionOf, type Scope } from '../../kernel/world.ts';
import { dashboardProblems } from './dashboard-problems.ts';

export interface Dashboard {
  readonly name: string;
  /** JSON text, as it was put. */
  readonly body: string;
  readonly changedAt: number;
}

/** The dashboards of an account by name: they belong to no Region. */
export const dashboardsState = defineState('dashboards', () => new Map<string, Dashboard>(), {
  global: true,
});

/** The ARN of a dashboard, whether it exists or not. */
export function dashboardArn({ account, region }: Scope, name: string): string {
  return `arn:${partitionOf(region)}:cloudwatch::${account}:dashboard/${name}`;
}

/** Makes a dashboard or replaces the whole of one; a body that CloudWatch would not take is refused with its problems. */
export function writeDashboard(scope: Scope, { name, body }: Omit<Dashboard, 'changedAt'>): void {
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name))
    throw invalid(
      `The value ${name} for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_).`,
    );
  const problems = dashboardProblems(body);
  if (problems.length > 0)
    throw invalid(
      `The dashboard body is invalid, there are ${problems.length} validation errors: ${JSON.stringify(problems)}`,
      problems.map(({ dataPath: DataPath, message: Message }) => ({ DataPath, Message })),
    );
  dashboardsState(scope).set(name, { name, body, changedAt: scope.world.clock.now() });
}

function invalid(message: string, dashboardValidationMessages: readonly object[] = []): AwsError {
  return new AwsError('DashboardInvalidInputError', message, {
    queryCode: 'InvalidParameterInput',
    members: { dashboardValidationMessages },
  });
}

/** The error for a dashboard that is not there. */
export function noDashboard(name: string): AwsError {
  return new AwsError('DashboardNotFoundError', `Dashboard ${name} does not exist`, {
    status: 404,
    queryCode: 'ResourceNotFound',
  });
}
