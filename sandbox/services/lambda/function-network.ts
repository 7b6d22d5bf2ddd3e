import { AwsError } from '../../kernel/errors.ts';
import { authorize } from '../../kernel/offers/iam.ts';
import type { Scope } from '../../kernel/world.ts';
import { type Body, invalidParameter, objectIn } from './read-input.ts';
import { functionSession } from './runner/function-session.ts';
import type { FunctionNetwork, FunctionVersion } from './state.ts';

/** The network that a request names; nothing when it names none, `undefined` when it takes the function out of its own. */
export function networkIn(input: Body, current: FunctionNetwork | undefined): FunctionNetwork | undefined {
  const given = objectIn(input, 'VpcConfig');
  if (given === undefined) return current;
  const list = (member: string) => (Array.isArray(given[member]) ? given[member].map(String) : []);
  const subnetIds = list('SubnetIds');
  return subnetIds.length === 0 ? undefined : { subnetIds, securityGroupIds: list('SecurityGroupIds') };
}

/**
 * Lambda makes network interfaces by the function's role, and tries that when the function is put into a network:
 * it declines a role that may not (Lambda developer guide, "Required IAM permissions" of VPC access).
 */
export function checkNetworkAccess(scope: Scope, version: FunctionVersion): void {
  if (version.network === undefined) return;
  for (const action of ['CreateNetworkInterface', 'DescribeNetworkInterfaces', 'DeleteNetworkInterface'])
    try {
      authorize(scope, functionSession(scope, version), { action: `ec2:${action}`, resources: '*' });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw invalidParameter(
        `The provided execution role does not have permissions to call ${action} on EC2`,
      );
    }
}
