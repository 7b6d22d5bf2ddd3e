/** The tags that a resource of a template has, as a list of keys and values, by key. */
export function templateTags(properties: Readonly<Record<string, unknown>>): Map<string, string> {
  const { Tags } = properties;
  if (!Array.isArray(Tags)) return new Map();
  return new Map(
    (Tags as { Key: unknown; Value: unknown }[]).map(({ Key, Value }) => [String(Key), String(Value)]),
  );
}
