import type { ResourceKind, ResourceRequest, ResourceResult } from '../../kernel/resource-kind.ts';
import { templateTags } from '../../kernel/template-tags.ts';
import type { Scope } from '../../kernel/world.ts';
import { findLiveSecret, findVersion, secretResource } from './find-secret.ts';
import { type PasswordRules, randomPassword } from './random-password.ts';
import { type Secret, secretsState } from './state.ts';
import { addVersion, makeSecret } from './write-secret.ts';

interface Generation extends PasswordRules {
  readonly SecretStringTemplate?: string;
  readonly GenerateStringKey?: string;
}

/** `AWS::SecretsManager::Secret`: Ref is the ARN. A generated value is made once and stays. */
export function secretOfTemplate({ scope, generatedName, properties }: ResourceRequest): ResourceResult {
  const name = String(properties['Name'] ?? generatedName);
  const description = properties['Description'];
  const isNew = !secretsState(scope).secrets.has(name);
  const secret = isNew
    ? makeSecret(scope, name, description === undefined ? undefined : String(description))
    : findLiveSecret(scope, name);
  secret.tags = templateTags(properties);
  const { SecretString, GenerateSecretString, KmsKeyId } = properties;
  secret.kmsKeyId = KmsKeyId === undefined ? undefined : String(KmsKeyId);
  if (SecretString !== undefined) setValue(scope, secret, String(SecretString));
  else if (isNew && GenerateSecretString !== undefined)
    addVersion(scope, secret, { text: generate(scope, GenerateSecretString as Generation) });
  return { ref: secret.arn, attributes: { Id: secret.arn } };
}

function setValue(scope: Scope, secret: Secret, text: string): void {
  if (secret.versions.size > 0 && findVersion(secret, {}).text === text) return;
  addVersion(scope, secret, { text });
}

/** The bare password, or the template's object with the password under the key. */
function generate({ world }: Scope, rules: Generation): string {
  const password = randomPassword(world.ids, rules);
  const { SecretStringTemplate: template, GenerateStringKey: key } = rules;
  if (template === undefined || key === undefined) return password;
  return JSON.stringify({ ...(JSON.parse(template) as object), [key]: password });
}

/** `AWS::SecretsManager::Secret`: removed at once, as CloudFormation does, without a time to take it back. */
export const secretKind: ResourceKind = {
  nameProperty: 'Name',
  make: secretOfTemplate,
  remove: ({ scope, name }) => void secretsState(scope).secrets.delete(name),
  isTaken: (scope, name) => secretsState(scope).secrets.has(name),
  replacing: ['Name'],
  permissions: {
    on: ({ scope, name, ref }) => ref ?? secretResource(scope, name),
    create: ['secretsmanager:CreateSecret', 'secretsmanager:DescribeSecret'],
    update: ['secretsmanager:UpdateSecret'],
    delete: ['secretsmanager:DeleteSecret', 'secretsmanager:DescribeSecret'],
    tag: ['secretsmanager:TagResource'],
    untag: ['secretsmanager:UntagResource'],
    also: ({ kind, properties }) =>
      kind === 'create' && properties['GenerateSecretString'] !== undefined
        ? [{ action: 'secretsmanager:GetRandomPassword', resources: '*' }]
        : [],
  },
};
