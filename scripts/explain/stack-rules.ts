import { readFileSync } from 'node:fs';
import { isJsonObject, type JsonObject, textAt, valueAt } from './json-object.ts';

/** A rule of the compiled stack, with the functions it hands its events to. */
export interface StackRule {
  readonly name: string;
  /** Left out for a rule that runs by the clock. */
  readonly pattern?: JsonObject;
  readonly functions: readonly string[];
}

/** The rules of the compiled template, by their names; a rule without a name counts by its logical id. */
export function readStackRules(templateFile: string): StackRule[] {
  return stackRules(JSON.parse(readFileSync(templateFile, 'utf8')));
}

/** The same of a template that has been read. */
export function stackRules(template: unknown): StackRule[] {
  const resources = valueAt(template, 'Resources');
  if (!isJsonObject(resources)) return [];
  return Object.entries(resources).flatMap(([id, resource]) => {
    if (textAt(resource, 'Type') !== 'AWS::Events::Rule') return [];
    const pattern = valueAt(resource, 'Properties.EventPattern');
    const targets = valueAt(resource, 'Properties.Targets');
    return [
      {
        name: textAt(resource, 'Properties.Name') ?? id,
        functions: (Array.isArray(targets) ? targets : []).map((target) => functionOf(resources, target)),
        ...(isJsonObject(pattern) && { pattern }),
      },
    ];
  });
}

/** A target names its function by logical id; people know the function by its folder, which its handler names. */
function functionOf(resources: JsonObject, target: unknown): string {
  const reference = valueAt(target, 'Arn.Fn::GetAtt');
  const id: unknown = Array.isArray(reference) ? reference[0] : undefined;
  if (typeof id !== 'string') return textAt(target, 'Id') ?? 'unknown target';
  const handler = textAt(resources[id], 'Properties.Handler');
  return /^functions\/([^/]+)\//.exec(handler ?? '')?.[1] ?? id;
}
