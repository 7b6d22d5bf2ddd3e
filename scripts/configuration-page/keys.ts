import { configJsonSchema } from '../../shared/config/known-keys.ts';

/** The part of a JSON schema that a page about it tells. */
interface SchemaNode {
  readonly description?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

/** One key of `drawbridge.yml`. */
export interface ConfigKey {
  /** From the top; `*` stands for a name that a person chooses, or for an entry of a list. */
  readonly path: readonly string[];
  readonly about: string;
  readonly form: string;
  /** As it is written; absent when there is none. */
  readonly default?: string;
  readonly isRequired: boolean;
}

/** A list that is longer is no help. */
const most = 10;

/** Settings that stand a second time under a stage's name are told once. */
const repeated = ['deploy', 'overrides', '*'].join('.');

/** Every key that the schema describes, in its order. */
export function configKeys(): ConfigKey[] {
  return keysBelow(configJsonSchema(), []);
}

function keysBelow(node: SchemaNode, path: readonly string[]): ConfigKey[] {
  if (path.join('.') === repeated) return [];
  const meant = node.anyOf?.find(({ type }) => type !== 'null') ?? node;
  const named = Object.entries(meant.properties ?? {}).flatMap(([name, child]) => {
    const here = [...path, name];
    return [keyOf(child, here, meant.required?.includes(name) === true), ...keysBelow(child, here)];
  });
  const free = [meant.additionalProperties, meant.items].filter((one) => typeof one === 'object');
  return [...named, ...free.flatMap((child) => keysBelow(child, [...path, '*']))];
}

function keyOf(node: SchemaNode, path: readonly string[], isRequired: boolean): ConfigKey {
  const isMap = typeof node.default === 'object' && !Array.isArray(node.default);
  return {
    path,
    about: node.description ?? '',
    form: formOf(node),
    isRequired: isRequired && node.default === undefined,
    ...(node.default !== undefined && !isMap && { default: JSON.stringify(node.default) }),
  };
}

function formOf({ const: only, enum: names, ...node }: SchemaNode): string {
  if (only !== undefined) return `\`${JSON.stringify(only)}\``;
  if (names === undefined) return formOfType(node);
  if (names.length > most) return `one of ${names.length} names of AWS`;
  return names.map((name) => `\`${name}\``).join(', ');
}

function formOfType({ type, additionalProperties, minimum = 0, maximum }: SchemaNode): string {
  switch (type) {
    case 'array':
      return 'a list';
    case 'object':
      return additionalProperties === false ? 'keys' : 'a map by name';
    case 'integer':
      return `a number from ${minimum} to ${maximum ?? 'any'}`;
    case 'boolean':
      return '`true` or `false`';
    default:
      return 'text';
  }
}
