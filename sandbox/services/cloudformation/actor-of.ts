import { AwsError } from '../../kernel/errors.ts';
import { authorize, authorizeResource, roleOf } from '../../kernel/offers/iam.ts';
import type { CallContext } from '../../kernel/service.ts';
import type { Principal } from '../../kernel/world.ts';
import { validationError } from './find-stack.ts';

/**
 * With whose permissions CloudFormation acts: the caller's own, or the role's that was given to it, which the
 * caller must be allowed to pass and which must let CloudFormation assume it.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
 */
export function actorOf(
  context: CallContext,
  { stackId, roleArn, isPassed }: { stackId: string; roleArn: string | undefined; isPassed: boolean },
): Principal {
  if (roleArn === undefined) return context.principal;
  if (isPassed)
    authorize(context, context.principal, {
      action: 'iam:PassRole',
      resources: roleArn,
      conditions: { 'iam:PassedToService': 'cloudformation.amazonaws.com' },
    });
  const name = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  const role = roleOf(context, roleArn);
  try {
    authorizeResource(context, {
      policy: role?.trustPolicy,
      principal: { kind: 'service', service: 'cloudformation.amazonaws.com', sourceArn: stackId },
      action: 'sts:AssumeRole',
      resource: roleArn,
    });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw validationError(`Role ${roleArn} is invalid or cannot be assumed`);
  }
  const partition = roleArn.split(':')[1] ?? 'aws';
  return {
    kind: 'role',
    arn: `arn:${partition}:sts::${context.account}:assumed-role/${name}/AWSCloudFormation`,
    roleArn,
    userId: `${role?.roleId}:AWSCloudFormation`,
  };
}
