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

/** The logical ids that a resource names: by `Ref`, `Fn::GetAtt`, `Fn::Sub` and `DependsOn`. */
export function neededBy({ Properties, DependsOn = [] }: TemplateResource): ReadonlySet<string> {
  const found = new Set(typeof DependsOn === 'string' ? [DependsOn] : DependsOn);
  collect(Properties, found);
  return found;
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  const intrinsic = Array.isArray(value) ? undefined : intrinsicOf(value);
  if (intrinsic) for (const name of namesIn(intrinsic)) found.add(name);
  for (const one of Object.values(value)) collect(one, found);
}

function namesIn({ name, argument }: NonNullable<ReturnType<typeof intrinsicOf>>): readonly string[] {
  if (name === 'Ref') return [String(argument)];
  if (name === 'Fn::GetAtt') return [attributeNamed(argument)[0]];
  return name === 'Fn::Sub' ? namesInText(argument) : [];
}

function namesInText(argument: unknown): string[] {
  const { text, own } = substitution(argument);
  return [...text.matchAll(placeholder)]
    .filter(({ groups }) => groups?.['literal'] === undefined)
    .map(({ groups }) => groups?.['name']?.trim().split('.')[0] ?? '')
    .filter((name) => !Object.hasOwn(own, name));
}
