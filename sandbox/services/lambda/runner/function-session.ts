import { AwsError } from '../../../kernel/errors.ts';
import { authorize } from '../../../kernel/offers/iam.ts';
import { arnOf, type Principal, partitionOf, type Scope } from '../../../kernel/world.ts';
import type { FunctionVersion } from '../state.ts';

/** Who Lambda is when it acts for a function: a session of the function's role, named like the function. */
export function functionSession(
  { account, region }: Scope,
  { role, functionName }: Pick<FunctionVersion, 'role' | 'functionName'>,
): Principal {
  const roleName = role.slice(role.lastIndexOf('/') + 1);
  return {
    kind: 'role',
    arn: `arn:${partitionOf(region)}:sts::${account}:assumed-role/${roleName}/${functionName}`,
    roleArn: role,
    userId: `AROASANDBOX:${functionName}`,
  };
}

/** Whether the role lets the function's log be written; without it a function works and leaves no log, as on AWS. */
export function mayWriteLog(scope: Scope, version: FunctionVersion, logStream: string): boolean {
  const group = arnOf(scope, 'logs', `log-group:${version.logGroup}`);
  const stream = `${group}:log-stream:${logStream}`;
  return isAllowed(scope, version, [
    { action: 'logs:CreateLogStream', resources: stream },
    { action: 'logs:PutLogEvents', resources: stream },
  ]);
}

/** Whether the role lets the trace of an actively traced function be sent to X-Ray, of which there is none here. */
export function mayTrace(scope: Scope, version: FunctionVersion): boolean {
  return isAllowed(scope, version, [
    { action: 'xray:PutTraceSegments', resources: '*' },
    { action: 'xray:PutTelemetryRecords', resources: '*' },
  ]);
}

function isAllowed(
  scope: Scope,
  version: FunctionVersion,
  requests: readonly { action: string; resources: string }[],
): boolean {
  try {
    for (const request of requests) authorize(scope, functionSession(scope, version), request);
    return true;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}
