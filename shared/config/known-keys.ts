import * as z from 'zod';
import type { ConfigPath } from './problem.ts';
import { Config } from './schema.ts';

/** The part of a JSON schema that tells which keys exist. */
interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  /** The forms of a value that may also be left empty. */
  readonly anyOf?: readonly SchemaNode[];
}

/** The keys that the configuration knows at a path; none where names are free. */
export function knownKeysAt(path: ConfigPath): readonly string[] {
  let node: SchemaNode | undefined = configJsonSchema();
  for (const part of path) {
    const named: SchemaNode | undefined = typeof part === 'number' ? node.items : node.properties?.[part];
    const free: SchemaNode | boolean | undefined = node.additionalProperties;
    const next: SchemaNode | undefined = named ?? (typeof free === 'object' ? free : undefined);
    if (next === undefined) return [];
    node = next.anyOf?.find(({ properties }) => properties) ?? next;
  }
  return Object.keys(node.properties ?? {});
}

/** The schema of `drawbridge.yml` for editors, as `schema.json` holds it. */
export function configJsonSchema(): object {
  return z.toJSONSchema(Config, { io: 'input' });
}
