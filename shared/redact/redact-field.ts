import { isSecret } from './is-secret.ts';
import { redactText } from './redact.ts';
import { hidden } from './span.ts';
import { tellingOf } from './telling.ts';

/**
 * Takes secrets out of data that leaves as JSON; to be handed to `JSON.stringify`. A text whose name tells of a secret
 * is hidden when it can be one, any other is redacted as a text; what is no text stays.
 */
export function redactField(name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return isSecretField(name, value) ? hidden : redactText(value);
}

function isSecretField(name: string, text: string): boolean {
  const telling = tellingOf(name);
  if (telling === undefined || telling === 'hint') return false;
  return isSecret({
    line: text,
    name: { from: 0, text: name, isQuoted: true },
    telling,
    form: 'loose',
    value: { from: 0, to: text.length, text, isQuoted: true },
  });
}
