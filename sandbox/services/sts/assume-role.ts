import { AwsError } from '../../kernel/errors.ts';
import { authorizeResource, issueCredentials, roleOf } from '../../kernel/offers/iam.ts';
import { type CallContext, defineOperation } from '../../kernel/service.ts';
import { partitionOf } from '../../kernel/world.ts';

interface Input {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly DurationSeconds?: number;
}

/**
 * Credentials of a new session, when the role's trust policy names the caller. A role that does not exist is
 * refused as one that does not trust: AWS tells nobody which of the two it is.
 */
export const assumeRole = defineOperation({
  resources: (input: Input) => input.RoleArn,
  handle(input: Input, context) {
    const role = roleOf(context, input.RoleArn);
    if (role === undefined) throw refusal(input, context);
    authorizeResource(context, {
      policy: role.trustPolicy,
      principal: context.principal,
      action: 'sts:AssumeRole',
      resource: role.arn,
    });
    const durationSeconds = input.DurationSeconds ?? 3600;
    if (durationSeconds > role.maxSessionDuration)
      throw new AwsError(
        'ValidationError',
        'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      );
    const session = issueCredentials(context, {
      roleArn: role.arn,
      sessionName: input.RoleSessionName,
      durationSeconds,
    });
    return {
      Credentials: {
        AccessKeyId: session.accessKeyId,
        SecretAccessKey: session.secretAccessKey,
        SessionToken: session.sessionToken,
        Expiration: session.expiration,
      },
      AssumedRoleUser: {
        AssumedRoleId: `${role.roleId}:${input.RoleSessionName}`,
        Arn: `arn:${partitionOf(context.region)}:sts::${context.account}:assumed-role/${role.roleName}/${input.RoleSessionName}`,
      },
    };
  },
});

function refusal(input: Input, { principal }: CallContext): AwsError {
  const who = principal.kind === 'service' ? principal.service : principal.arn;
  return new AwsError(
    'AccessDeniedException',
    `User: ${who} is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}`,
    { queryCode: 'AccessDenied' },
  );
}
