import { compilePattern } from '../../kernel/event-pattern/compile-pattern.ts';
import type { Notification, Subscription } from './state.ts';

/**
 * Whether a subscription's filter policy lets the notification through; one without a policy lets all through.
 * SNS's policies are event patterns over the message attributes, or over the body's JSON when the scope says so.
 */
export function passesFilter({ attributes }: Subscription, notification: Notification): boolean {
  const policy = attributes.get('FilterPolicy');
  if (policy === undefined) return true;
  const subject =
    attributes.get('FilterPolicyScope') === 'MessageBody'
      ? parsed(notification.message)
      : attributeValues(notification);
  return compilePattern(JSON.parse(policy)).matches(subject);
}

function attributeValues({ attributes }: Notification): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, { DataType, StringValue }] of Object.entries(attributes)) {
    if (StringValue === undefined) continue;
    if (DataType.startsWith('Number')) values[name] = Number(StringValue);
    else values[name] = DataType === 'String.Array' ? parsed(StringValue) : StringValue;
  }
  return values;
}

/** A body that is no JSON matches no filter. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
