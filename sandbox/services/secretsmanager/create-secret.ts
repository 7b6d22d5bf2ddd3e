import { defineOperation } from '../../kernel/service.ts';
import { secretResource } from './find-secret.ts';
import { type Secret, secretsState } from './state.ts';
import { addVersion, makeSecret } from './write-secret.ts';

interface Input {
  readonly Name: string;
  readonly Description?: string;
  readonly SecretString?: string;
  readonly SecretBinary?: string;
  readonly ClientRequestToken?: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

/** Makes a secret, with its first value when one is given; a repeat with the same token is the same call. */
export const createSecret = defineOperation({
  resources: ({ Name }: Input, context) => secretResource(context, Name),
  handle(input, context) {
    const known = secretsState(context).secrets.get(input.Name);
    if (known !== undefined && isRepeat(known, input))
      return { ARN: known.arn, Name: known.name, VersionId: input.ClientRequestToken };
    const secret = makeSecret(context, input.Name, input.Description);
    for (const { Key, Value } of input.Tags ?? []) secret.tags.set(Key, Value);
    const { SecretString: text, SecretBinary: binary, ClientRequestToken: token } = input;
    const hasValue = text !== undefined || binary !== undefined;
    const version = hasValue ? addVersion(context, secret, { text, binary, token }) : undefined;
    return { ARN: secret.arn, Name: secret.name, VersionId: version?.id };
  },
});

function isRepeat(secret: Secret, input: Input): boolean {
  const version = secret.versions.get(input.ClientRequestToken ?? '');
  return (
    version !== undefined && version.text === input.SecretString && version.binary === input.SecretBinary
  );
}
