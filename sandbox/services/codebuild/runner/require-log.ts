import { AwsError } from '../../../kernel/errors.ts';
import { hasLogGroup, logsArn } from '../../../kernel/offers/logs.ts';
import type { Scope } from '../../../kernel/world.ts';
import { logsAfterStart } from '../build-log.ts';
import type { BuildRequest } from '../build-runner.ts';
import { PhaseFailure } from './phase-failure.ts';
import type { RoleCaller } from './role-caller.ts';

/**
 * Returns when the build's role may write its log, or the project keeps none. Else declines as users of CodeBuild
 * quote it for `logs:CreateLogStream`; that the other actions are refused in the same words and phase is unconfirmed.
 */
export function requireLog({ scope, build, plan }: BuildRequest, caller: RoleCaller): void {
  const { groupName, streamName } = logsAfterStart(scope, build, plan.logsConfig);
  if (groupName === undefined) return;
  try {
    for (const action of actionsFor(scope, groupName))
      caller.require(action, logsArn(scope, groupName, streamName));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new PhaseFailure(
      'ACCESS_DENIED',
      `Service role ${build.serviceRole} does not allow AWS CodeBuild to create Amazon CloudWatch Logs log streams for build ${build.arn}. Error message: ${error.message}`,
    );
  }
}

function actionsFor(scope: Scope, groupName: string): string[] {
  const write = ['logs:CreateLogStream', 'logs:PutLogEvents'];
  return hasLogGroup(scope, groupName) ? write : ['logs:CreateLogGroup', ...write];
}
