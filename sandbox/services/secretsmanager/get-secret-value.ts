import { authorizeKey } from '../../kernel/offers/iam.ts';
import { defineOperation } from '../../kernel/service.ts';
import { findLiveSecret, findVersion, secretResource, stagesOf } from './find-secret.ts';

interface Input {
  readonly SecretId: string;
  readonly VersionId?: string;
  readonly VersionStage?: string;
}

export const getSecretValue = defineOperation({
  resources: ({ SecretId }: Input, context) => secretResource(context, SecretId),
  handle({ SecretId, VersionId, VersionStage }, context) {
    const secret = findLiveSecret(context, SecretId);
    authorizeKey(context, context.principal, {
      service: 'secretsmanager',
      key: secret.kmsKeyId,
      actions: ['Decrypt'],
    });
    const version = findVersion(secret, { versionId: VersionId, stage: VersionStage });
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.id,
      SecretString: version.text,
      SecretBinary: version.binary,
      VersionStages: stagesOf(secret, version.id),
      CreatedDate: new Date(version.createdAt),
    };
  },
});
