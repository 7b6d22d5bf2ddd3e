import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ControllerError } from '../core/error.ts';
import type { SigningKey } from '../core/ports.ts';
import type { ClientSettings } from './client-settings.ts';
import { calling } from './translate-error.ts';

/** A signing key kept in Secrets Manager, read once in the life of a function process. */
export function secretSigningKey(secretId: string, settings: ClientSettings = {}): SigningKey {
  const client = new SecretsManagerClient(settings);
  let key: Promise<string> | undefined;
  return {
    get() {
      key ??= read(client, secretId).catch((error: unknown) => {
        key = undefined;
        throw error;
      });
      return key;
    },
  };
}

async function read(client: SecretsManagerClient, secretId: string): Promise<string> {
  const { SecretString: value } = await calling(
    { call: 'Secrets Manager GetSecretValue', on: 'the badge signing key' },
    () => client.send(new GetSecretValueCommand({ SecretId: secretId })),
  );
  if (!value) throw new ControllerError('not-found', 'The badge signing key is empty.');
  return value;
}
