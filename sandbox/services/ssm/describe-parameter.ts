import { createHash } from 'node:crypto';
import type { Parameter, ParameterVersion } from './state.ts';

/**
 * A parameter as the read operations give it. A SecureString that was not asked to be decrypted is something
 * that cannot be read, as its ciphertext on AWS.
 */
export function describeParameter(
  { parameter, version }: { parameter: Parameter; version: ParameterVersion },
  options: { decrypt: boolean },
) {
  const isSealed = version.type === 'SecureString' && !options.decrypt;
  return {
    Name: parameter.name,
    Type: version.type,
    Value: isSealed ? createHash('sha512').update(version.value).digest('base64') : version.value,
    Version: version.version,
    LastModifiedDate: new Date(version.changedAt),
    ARN: parameter.arn,
    DataType: parameter.dataType,
  };
}
