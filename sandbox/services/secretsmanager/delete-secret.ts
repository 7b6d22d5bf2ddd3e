import { AwsError } from '../../kernel/errors.ts';
import { defineOperation } from '../../kernel/service.ts';
import { findLiveSecret, findSecret, secretResource } from './find-secret.ts';
import { secretsState } from './state.ts';

const dayMs = 86_400_000;

interface Input {
  readonly SecretId: string;
  readonly RecoveryWindowInDays?: number;
  readonly ForceDeleteWithoutRecovery?: boolean;
}

/** Marks a secret for deletion in 7 to 30 days, or deletes it at once when forced. */
export const deleteSecret = defineOperation({
  resources: ({ SecretId }: Input, context) => secretResource(context, SecretId),
  handle({ SecretId, RecoveryWindowInDays, ForceDeleteWithoutRecovery = false }, context) {
    const secret = findLiveSecret(context, SecretId);
    const now = context.world.clock.now();
    const days = RecoveryWindowInDays ?? 30;
    if (ForceDeleteWithoutRecovery && RecoveryWindowInDays !== undefined)
      throw new AwsError(
        'InvalidParameterException',
        "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
      );
    if (days < 7 || days > 30)
      throw new AwsError(
        'InvalidParameterException',
        'The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).',
      );
    if (ForceDeleteWithoutRecovery) secretsState(context).secrets.delete(secret.name);
    else secret.deletesAt = now + days * dayMs;
    return {
      ARN: secret.arn,
      Name: secret.name,
      DeletionDate: new Date(secret.deletesAt ?? now),
    };
  },
});

/** Takes the mark of a deletion away. */
export const restoreSecret = defineOperation({
  resources: ({ SecretId }: { SecretId: string }, context) => secretResource(context, SecretId),
  handle({ SecretId }, context) {
    const secret = findSecret(context, SecretId);
    delete secret.deletesAt;
    return { ARN: secret.arn, Name: secret.name };
  },
});
