import type { Service } from '../../kernel/service.ts';
import { createSecret } from './create-secret.ts';
import { deleteSecret, restoreSecret } from './delete-secret.ts';
import { describeSecret, listSecrets } from './describe-secret.ts';
import { getRandomPassword } from './get-random-password.ts';
import { getSecretValue } from './get-secret-value.ts';
import { putSecretValue } from './put-secret-value.ts';
import { secretKind } from './secret-resource.ts';

export const secretsmanager: Service = {
  name: 'secretsmanager',
  protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'secretsmanager.' }],
  operations: {
    CreateSecret: createSecret,
    DeleteSecret: deleteSecret,
    DescribeSecret: describeSecret,
    GetRandomPassword: getRandomPassword,
    GetSecretValue: getSecretValue,
    ListSecrets: listSecrets,
    PutSecretValue: putSecretValue,
    RestoreSecret: restoreSecret,
  },
  resources: { 'AWS::SecretsManager::Secret': secretKind },
};
