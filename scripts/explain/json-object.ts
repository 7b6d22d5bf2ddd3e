export type JsonObject = Readonly<Record<string, unknown>>;

/** True for what JSON writes with braces. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path such as `detail.event`; nothing where the path leads nowhere. */
export function valueAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, name) => (isJsonObject(at) && Object.hasOwn(at, name) ? at[name] : undefined),
      value,
    );
}

/** The text at a path; nothing when there is none, or something else than a text. */
export function textAt(value: unknown, path: string): string | undefined {
  const found = valueAt(value, path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The objects of a list; nothing when there is no list, or an empty one, or one with something else in it. */
export function objectsAt(value: unknown, path: string): readonly JsonObject[] | undefined {
  const found = valueAt(value, path);
  return Array.isArray(found) && found.length > 0 && found.every(isJsonObject) ? found : undefined;
}

/** What a text holds when it is JSON, and the text itself when it is not. */
export function parsedIfJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A value on one line, cut where it gets long. */
export function shortJson(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}
