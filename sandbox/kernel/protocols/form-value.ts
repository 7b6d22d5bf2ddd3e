import type { QueryStyle } from '../service.ts';

interface Node {
  text: string;
  readonly children: Map<string, Node>;
}

/**
 * The form of a Query request as the object the JSON protocol would have carried: `Tags.member.1.Key` becomes
 * `{ Tags: [{ Key }] }`, `Attributes.entry.1.key` a map, `Attribute.1.Name` whatever the style says it is.
 */
export function formValue(
  form: URLSearchParams,
  style: QueryStyle = {},
  operation = '',
): Record<string, unknown> {
  const root: Node = { text: '', children: new Map() };
  for (const [name, text] of form) if (name !== 'Action' && name !== 'Version') place(root, name, text);
  return membersOf(root, { style, operation });
}

interface Reading {
  readonly style: QueryStyle;
  readonly operation: string;
}

function place(root: Node, name: string, text: string): void {
  let node = root;
  for (const part of name.split('.')) {
    let child = node.children.get(part);
    if (child === undefined) {
      child = { text: '', children: new Map() };
      node.children.set(part, child);
    }
    node = child;
  }
  node.text = text;
}

function membersOf(node: Node, reading: Reading): Record<string, unknown> {
  const members: [string, unknown][] = [];
  for (const [wire, child] of node.children) {
    const flattened = reading.style.flattened?.find(
      (one) => one.wire === wire && (one.operation ?? reading.operation) === reading.operation,
    );
    if (flattened?.map) members.push([flattened.member, mapOf(child, flattened.map, reading)]);
    else members.push([flattened?.member ?? wire, valueOf(wire, child, reading)]);
  }
  return Object.fromEntries(members);
}

function valueOf(name: string, node: Node, reading: Reading): unknown {
  if (node.children.size === 0) return typed(node.text, reading.style.types?.[name]);
  const list = node.children.size === 1 ? node.children.get('member') : undefined;
  if (list) return elementsOf(list).map((element) => valueOf(name, element, reading));
  const entries = node.children.size === 1 ? node.children.get('entry') : undefined;
  if (entries) return mapOf(entries, undefined, reading);
  if ([...node.children.keys()].every(isNumber))
    return elementsOf(node).map((element) => valueOf(name, element, reading));
  return membersOf(node, reading);
}

/** SNS calls the parts of an entry `Name` and `Value` in one place and `key` and `value` in another. */
function mapOf(
  list: Node,
  names: readonly [key: string, value: string] | undefined,
  reading: Reading,
): Record<string, unknown> {
  return Object.fromEntries(
    elementsOf(list).map(({ children }) => {
      const key = names ? children.get(names[0]) : (children.get('key') ?? children.get('Name'));
      const value = names ? children.get(names[1]) : (children.get('value') ?? children.get('Value'));
      return [key?.text ?? '', value && valueOf('value', value, reading)];
    }),
  );
}

function elementsOf(list: Node): readonly Node[] {
  return [...list.children]
    .filter(([index]) => isNumber(index))
    .toSorted(([left], [right]) => Number(left) - Number(right))
    .map(([, element]) => element);
}

const isNumber = (text: string) => /^\d+$/.test(text);

function typed(text: string, type: 'number' | 'boolean' | 'timestamp' | undefined): unknown {
  if (type === 'number') return Number(text);
  if (type === 'boolean') return text === 'true';
  if (type === 'timestamp') return Date.parse(text) / 1000;
  return text;
}
