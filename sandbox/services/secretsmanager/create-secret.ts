import { defineOperation } from '../../kernel/service.ts';
import { secretResource } from './find-secret.ts';
import { secretsState } from './state.ts';
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
    const token = input.ClientRequestToken;
    const known = secretsState(context).secrets.get(input.Name);
    const isRepeat = token !== undefined && known?.versions.get(token)?.text === input.SecretString;
    if (known?.versions.has(token ?? '') && isRepeat)
      return { ARN: known.arn, Name: known.name, VersionId: token };
    const secret = makeSecret(context, input.Name, input.Description);
    for (const { Key, Value } of input.Tags ?? []) secret.tags.set(Key, Value);
    const hasValue = input.SecretString !== undefined || input.SecretBinary !== undefined;
    const version = hasValue
      ? addVersion(context, secret, { text: input.SecretString, binary: input.SecretBinary, token })
      : undefined;
    return { ARN: secret.arn, Name: secret.name, VersionId: version?.id };
  },
});
