import { AwsError } from '../../kernel/errors.ts';
import { defineOperation } from '../../kernel/service.ts';
import { findLiveSecret, secretResource, stagesOf } from './find-secret.ts';
import { addVersion } from './write-secret.ts';

interface Input {
  readonly SecretId: string;
  readonly SecretString?: string;
  readonly SecretBinary?: string;
  readonly ClientRequestToken?: string;
  readonly VersionStages?: readonly string[];
}

export const putSecretValue = defineOperation({
  resources: ({ SecretId }: Input, context) => secretResource(context, SecretId),
  handle(input, context) {
    const secret = findLiveSecret(context, input.SecretId);
    if ((input.SecretString === undefined) === (input.SecretBinary === undefined))
      throw new AwsError(
        'InvalidRequestException',
        'You must provide either SecretString or SecretBinary, and not both.',
      );
    const version = addVersion(context, secret, {
      text: input.SecretString,
      binary: input.SecretBinary,
      token: input.ClientRequestToken,
      stages: input.VersionStages,
    });
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.id,
      VersionStages: stagesOf(secret, version.id),
    };
  },
});
