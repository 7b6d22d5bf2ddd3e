import type { FlattenedMember } from '../service.ts';

/** How lists and maps are written. */
export interface XmlStyle {
  /** Elements of a list stand in `<member>`, or repeat the list's own name. */
  readonly lists: 'member' | 'repeat';
  readonly flattened?: readonly FlattenedMember[];
  readonly operation?: string;
}

/**
 * One element as AWS's XML protocols write it: times in ISO 8601, bytes as base64, a `Map` as entries of key
 * and value; `undefined` members are left out.
 */
export function xmlElement(name: string, value: unknown, style: XmlStyle): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return xmlList(name, value, style);
  if (value instanceof Map) return wrap(name, xmlEntries(value, ['entry', 'key', 'value'], style));
  if (isStructure(value)) return wrap(name, xmlMembers(value, style));
  return wrap(name, scalar(value));
}

/** The members of a structure, one after the other, without an element around them. */
export function xmlMembers(value: object, style: XmlStyle): string {
  return Object.entries(value)
    .map(([member, inner]) => {
      const flattened = style.flattened?.find(
        (one) => one.member === member && (one.operation ?? style.operation) === style.operation,
      );
      if (flattened === undefined || inner === undefined) return xmlElement(member, inner, style);
      if (flattened.map) return xmlEntries(mapOf(inner), [flattened.wire, ...flattened.map], style);
      return listOf(inner)
        .map((element) => xmlElement(flattened.wire, element, style))
        .join('');
    })
    .join('');
}

/** The text with the characters that mean something to XML escaped. */
export function xmlText(text: string): string {
  return text.replace(/[&<>"\r]/g, (character) => `&#${character.codePointAt(0)};`);
}

function xmlList(name: string, list: readonly unknown[], style: XmlStyle): string {
  const inner = list.map((element) => xmlElement(style.lists === 'member' ? 'member' : name, element, style));
  return style.lists === 'member' ? wrap(name, inner.join('')) : inner.join('');
}

function xmlEntries(
  map: ReadonlyMap<unknown, unknown>,
  [name, key, value]: readonly [name: string, key: string, value: string],
  style: XmlStyle,
): string {
  return [...map]
    .map(([one, inner]) => wrap(name, wrap(key, scalar(one)) + xmlElement(value, inner, style)))
    .join('');
}

const wrap = (name: string, inner: string) => (inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`);

function scalar(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return xmlText(String(value));
}

function isStructure(value: unknown): value is object {
  return typeof value === 'object' && !(value instanceof Date) && !(value instanceof Uint8Array);
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const mapOf = (value: unknown): ReadonlyMap<unknown, unknown> =>
  value instanceof Map ? value : new Map(Object.entries(value as object));
