import { readFileSync } from 'node:fs';
import type { CloudFormationResource, Template } from '../../packaging/template.ts';

/** A compiled template, read anew: whoever changes it changes their own. */
export function compiledTemplate(templateFile: string): Template {
  return JSON.parse(readFileSync(templateFile, 'utf8')) as Template;
}

/** The properties of every resource of a type, by logical id. */
export function propertiesOf(
  template: Template,
  type: string,
): Record<string, NonNullable<CloudFormationResource['Properties']>> {
  const found = Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
  return Object.fromEntries(found.map(([id, { Properties = {} }]) => [id, Properties]));
}
