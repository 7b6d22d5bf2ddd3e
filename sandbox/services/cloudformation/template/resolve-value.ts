import { type IntrinsicName, intrinsicOf } from './intrinsic-of.ts';

/** Where the parts of a template find one another. Each throws a sentence for what is not there. */
export interface Lookup {
  ref(name: string): unknown;
  attribute(logicalId: string, name: string): unknown;
  condition(name: string): boolean;
  mapping(map: string, first: string, second: string): unknown;
  importValue(name: string): unknown;
}

/** What `AWS::NoValue` gives: the property or element that holds it is left out. */
export const noValue = Symbol('AWS::NoValue');

type Intrinsic = (argument: unknown, lookup: Lookup) => unknown;

/** The value with every intrinsic function replaced by what it gives. */
export function resolveValue(value: unknown, lookup: Lookup): unknown {
  if (Array.isArray(value))
    return value.map((one) => resolveValue(one, lookup)).filter((one) => one !== noValue);
  if (typeof value !== 'object' || value === null) return value;
  const intrinsic = intrinsicOf(value);
  if (intrinsic !== undefined) return intrinsics[intrinsic.name](intrinsic.argument, lookup);
  const entries = Object.entries(value)
    .map(([name, one]) => [name, resolveValue(one, lookup)] as const)
    .filter(([, one]) => one !== noValue);
  return Object.fromEntries(entries);
}

const intrinsics: Readonly<Record<IntrinsicName, Intrinsic>> = {
  Ref: (argument, lookup) => lookup.ref(String(argument)),
  'Fn::GetAtt': (argument, lookup) => {
    const [logicalId, name] = attributeNamed(argument);
    return lookup.attribute(logicalId, String(resolveValue(name, lookup)));
  },
  'Fn::Sub': substitute,
  'Fn::Join': (argument, lookup) => {
    const [separator, parts] = listOf(resolveValue(argument, lookup), 'Fn::Join');
    return listOf(parts, 'Fn::Join').map(String).join(String(separator));
  },
  'Fn::Select': (argument, lookup) => {
    const [index, values] = listOf(resolveValue(argument, lookup), 'Fn::Select');
    const list = listOf(values, 'Fn::Select');
    if (!(Number(index) in list))
      throw new Error(`Fn::Select asks for element ${String(index)} of ${list.length}.`);
    return list[Number(index)];
  },
  'Fn::Split': (argument, lookup) => {
    const [separator, text] = listOf(resolveValue(argument, lookup), 'Fn::Split');
    return String(text).split(String(separator));
  },
  'Fn::If': (argument, lookup) => {
    const [condition, whenTrue, whenFalse] = listOf(argument, 'Fn::If');
    return resolveValue(lookup.condition(String(condition)) ? whenTrue : whenFalse, lookup);
  },
  'Fn::FindInMap': (argument, lookup) => {
    const [map, first, second] = listOf(resolveValue(argument, lookup), 'Fn::FindInMap');
    return lookup.mapping(String(map), String(first), String(second));
  },
  'Fn::ImportValue': (argument, lookup) => lookup.importValue(String(resolveValue(argument, lookup))),
  'Fn::Base64': (argument, lookup) => Buffer.from(String(resolveValue(argument, lookup))).toString('base64'),
  'Fn::Equals': (argument, lookup) => {
    const [one, other] = listOf(resolveValue(argument, lookup), 'Fn::Equals');
    return JSON.stringify(one) === JSON.stringify(other);
  },
  'Fn::And': (argument, lookup) =>
    listOf(argument, 'Fn::And').every((one) => resolveValue(one, lookup) === true),
  'Fn::Or': (argument, lookup) =>
    listOf(argument, 'Fn::Or').some((one) => resolveValue(one, lookup) === true),
  'Fn::Not': (argument, lookup) => resolveValue(listOf(argument, 'Fn::Not')[0], lookup) !== true,
  Condition: (argument, lookup) => lookup.condition(String(argument)),
};

/** Both forms of Fn::GetAtt: a list, or text with a dot. */
export function attributeNamed(argument: unknown): [logicalId: string, name: unknown] {
  if (Array.isArray(argument)) {
    const [logicalId, ...names] = argument;
    return [String(logicalId), names.length === 1 ? names[0] : names.join('.')];
  }
  const text = String(argument);
  const dot = text.indexOf('.');
  if (dot < 0) throw new Error(`Fn::GetAtt needs a resource and an attribute, and got ${text}.`);
  return [text.slice(0, dot), text.slice(dot + 1)];
}

/** Both forms of Fn::Sub: a text, or a text with names of its own. */
export function substitution(argument: unknown): { text: string; own: Readonly<Record<string, unknown>> } {
  if (!Array.isArray(argument)) return { text: String(argument), own: {} };
  const [text, own] = argument;
  return { text: String(text), own: typeof own === 'object' && own !== null ? own : {} };
}

/** A name in Fn::Sub; `${!name}` stands for the text `${name}`. */
export const placeholder = /\$\{(?<literal>!)?(?<name>[^{}]+)\}/g;

function substitute(argument: unknown, lookup: Lookup): string {
  const { text, own } = substitution(argument);
  return text.replace(placeholder, (_whole, literal: string | undefined, given: string) => {
    const name = given.trim();
    if (literal !== undefined) return `\${${given}}`;
    if (Object.hasOwn(own, name)) return String(resolveValue(own[name], lookup));
    if (!name.includes('.') || name.startsWith('AWS::')) return String(lookup.ref(name));
    const [logicalId, attribute] = attributeNamed(name);
    return String(lookup.attribute(logicalId, String(attribute)));
  });
}

function listOf(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${name} needs a list, and got ${JSON.stringify(value)}.`);
}
