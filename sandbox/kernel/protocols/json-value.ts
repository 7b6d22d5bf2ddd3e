/**
 * The value as AWS's JSON protocols write it: times as epoch seconds with milliseconds as the fraction, bytes
 * as base64, maps as objects. Everything else stays as it is; `undefined` members are left out by JSON itself.
 */
export function jsonValue(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(jsonValue);
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  const written: Record<string, unknown> = {};
  for (const [name, member] of entries) written[String(name)] = jsonValue(member);
  return written;
}
