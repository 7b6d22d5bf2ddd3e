/**
 * What an event pattern holds for a name or a pattern of names: the name, or what it begins or ends with. That may be
 * more than the pattern means, and the function leaves the rest alone: EventBridge's own wildcards are few on a bus
 * (quotas: 30 rules), and an `except` it cannot say.
 */
export function eventMatcher(pattern: string): string | object {
  const head = pattern.split('*', 1)[0] ?? '';
  if (head === pattern) return pattern;
  const tail = pattern.slice(pattern.lastIndexOf('*') + 1);
  if (head !== '') return { prefix: head };
  return tail === '' ? { exists: true } : { suffix: tail };
}
