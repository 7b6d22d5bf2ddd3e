import { XMLParser } from 'fast-xml-parser';
import { AwsError } from '../../kernel/errors.ts';
import type { RestOutput } from '../../kernel/service.ts';

/** Elements by name: a text, a nested object, or a list for an element that repeats. Absent ones are left out. */
export type XmlContent = {
  [name: string]: string | number | boolean | undefined | XmlContent | readonly XmlContent[];
};

/** An answer in S3's XML. */
export function xmlOutput(root: string, content: XmlContent): RestOutput {
  const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<${root} ${namespace}>${elements(content)}</${root}>`,
  };
}

function elements(content: XmlContent): string {
  return Object.entries(content)
    .flatMap(([name, value]) => {
      if (value === undefined) return [];
      const values: readonly (XmlContent | string | number | boolean)[] = Array.isArray(value)
        ? value
        : [value as XmlContent | string | number | boolean];
      return values.map(
        (one) => `<${name}>${typeof one === 'object' ? elements(one) : escape(String(one))}</${name}>`,
      );
    })
    .join('');
}

function escape(text: string): string {
  // Control characters have no literal form in XML 1.0; a reference is what S3 writes.
  return text.replaceAll(/[&<>"\u0000-\u001f]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The elements named `element` directly below the root, each as its text children by name. */
export function readXmlList(
  body: Uint8Array,
  names: { root: string; element: string },
): Record<string, string>[] {
  const parser = new XMLParser({
    ignoreAttributes: true,
    parseTagValue: false,
    trimValues: false,
    htmlEntities: true,
    isArray: (name) => name === names.element,
  });
  const malformed = () =>
    new AwsError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  let parsed: unknown;
  try {
    parsed = parser.parse(Buffer.from(body).toString('utf8'), true);
  } catch {
    throw malformed();
  }
  const list = childOf(childOf(parsed, names.root), names.element);
  if (!Array.isArray(list)) throw malformed();
  return list.map((item: unknown) => textsOf(item));
}

function childOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function textsOf(item: unknown): Record<string, string> {
  if (typeof item !== 'object' || item === null) return {};
  const texts = Object.entries(item).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(texts) as Record<string, string>;
}
