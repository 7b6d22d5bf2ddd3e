import { PhaseFailure } from './phase-failure.ts';
import type { RoleCaller } from './role-caller.ts';

type Texts = Readonly<Record<string, string>>;

/** GetParameters takes ten names in one call. */
const NAMES_PER_CALL = 10;

/** The values of SSM parameters by variable name. Declines with CLIENT_ERROR when one does not exist. */
export async function resolveParameters(
  caller: RoleCaller,
  references: Texts,
): Promise<Record<string, string>> {
  const names = [...new Set(Object.values(references))];
  const values = new Map<string, string>();
  for (let start = 0; start < names.length; start += NAMES_PER_CALL) {
    const answer = (await caller.call('ssm', 'GetParameters', {
      Names: names.slice(start, start + NAMES_PER_CALL),
      WithDecryption: true,
    })) as { Parameters?: { Name: string; Value: string }[] };
    for (const { Name, Value } of answer.Parameters ?? []) values.set(Name, Value);
  }
  return mapValues(references, (name) => {
    const value = values.get(name);
    if (value === undefined) {
      throw new PhaseFailure('CLIENT_ERROR', `Parameter ${name} was not found in the parameter store`);
    }
    return value;
  });
}

/** The values of secrets by variable name; a reference is `ID:JSON-KEY:STAGE:VERSION`, all but the id optional. */
export async function resolveSecrets(caller: RoleCaller, references: Texts): Promise<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const [variable, reference] of Object.entries(references)) {
    values[variable] = await secretOf(caller, reference);
  }
  return values;
}

async function secretOf(caller: RoleCaller, reference: string): Promise<string> {
  const parts = reference.split(':');
  const idLength = reference.startsWith('arn:') ? 7 : 1;
  const [jsonKey, stage, version] = parts.slice(idLength);
  const secretId = parts.slice(0, idLength).join(':');
  const { SecretString: text = '' } = (await caller.call('secretsmanager', 'GetSecretValue', {
    SecretId: secretId,
    ...(stage ? { VersionStage: stage } : {}),
    ...(version ? { VersionId: version } : {}),
  })) as { SecretString?: string };
  if (!jsonKey) return text;
  const value = memberOf(text, jsonKey);
  if (value !== undefined) return String(value);
  throw new PhaseFailure('CLIENT_ERROR', `Secret ${secretId} has no value under the key ${jsonKey}`);
}

function memberOf(text: string, key: string): unknown {
  try {
    return (JSON.parse(text) as Record<string, unknown> | null)?.[key];
  } catch {
    return undefined;
  }
}

function mapValues(texts: Texts, change: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, change(text)]));
}
