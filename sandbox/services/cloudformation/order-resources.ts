import { intrinsicOf } from './intrinsic-of.ts';
import { attributeNamed, placeholder, substitution } from './resolve-value.ts';
import type { Template, TemplateResource } from './template.ts';

/** The resources among `logicalIds` so that each comes after those it needs; a circle is refused with its names. */
export function orderResources({ Resources }: Template, logicalIds: ReadonlySet<string>): string[] {
  const ordered = new Set<string>();
  const visit = (logicalId: string, path: readonly string[]) => {
    if (ordered.has(logicalId)) return;
    if (path.includes(logicalId)) {
      throw new Error(`Circular dependency between resources: [${[...path, logicalId].join(' -> ')}]`);
    }
    // Every id comes from the template's own resources.
    for (const needed of neededBy(Resources[logicalId] as TemplateResource))
      if (logicalIds.has(needed)) visit(needed, [...path, logicalId]);
    ordered.add(logicalId);
  };
  for (const logicalId of logicalIds) visit(logicalId, []);
  return [...ordered];
}

function neededBy({ Properties, DependsOn = [] }: TemplateResource): ReadonlySet<string> {
  const found = new Set(typeof DependsOn === 'string' ? [DependsOn] : DependsOn);
  collect(Properties, found);
  return found;
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const one of value) collect(one, found);
    return;
  }
  const intrinsic = intrinsicOf(value);
  if (intrinsic?.name === 'Ref') found.add(String(intrinsic.argument));
  else if (intrinsic?.name === 'Fn::GetAtt') found.add(attributeNamed(intrinsic.argument)[0]);
  else if (intrinsic?.name === 'Fn::Sub') collectFromText(intrinsic.argument, found);
  for (const one of Object.values(value)) collect(one, found);
}

function collectFromText(argument: unknown, found: Set<string>): void {
  const { text, own } = substitution(argument);
  for (const { groups } of text.matchAll(placeholder)) {
    const name = groups?.['name']?.trim().split('.')[0] ?? '';
    if (groups?.['literal'] === undefined && !Object.hasOwn(own, name)) found.add(name);
  }
}
