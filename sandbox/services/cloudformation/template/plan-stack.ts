import type { ResourceResult } from '../../../kernel/resource-kind.ts';
import { partitionOf } from '../../../kernel/world.ts';
import { neededBy, orderResources } from './order-resources.ts';
import { type Lookup, noValue, resolveValue } from './resolve-value.ts';
import type { Template, TemplateResource } from './template.ts';

/** Where a template is deployed to. */
export interface StackPlace {
  readonly account: string;
  readonly region: string;
  readonly stackName: string;
  readonly stackId: string;
  /** The value that another stack exports under the name; it throws when none does. */
  importValue(name: string): string;
}

export interface StackOutput {
  readonly key: string;
  readonly value: string;
  readonly description: string | undefined;
  readonly exportName: string | undefined;
}

/** What `Ref` and `Fn::GetAtt` of the resources made so far give. */
export type MadeResources = ReadonlyMap<string, ResourceResult>;

/** A resource as the template wants it, its properties apart. */
export interface PlannedResource {
  readonly logicalId: string;
  readonly type: string;
  /** The logical ids that it names. */
  readonly needs: readonly string[];
  readonly deletionPolicy: string;
  readonly replacePolicy: string;
}

export interface StackPlan {
  /** The resources whose conditions hold, each after those it needs. */
  readonly order: readonly PlannedResource[];
  readonly parameters: ReadonlyMap<string, string>;
  propertiesOf(logicalId: string, made: MadeResources): Record<string, unknown>;
  outputsOf(made: MadeResources): StackOutput[];
}

/** Works out what a template means in a place, without making anything. Throws what is wrong with it. */
export function planStack(
  template: Template,
  place: StackPlace,
  given: Readonly<Record<string, string>> = {},
): StackPlan {
  const parameters = parametersOf(template, given);
  const lookupIn = (made: MadeResources) => lookupOf({ template, place, parameters, made });
  const holds = (condition: string | undefined) =>
    condition === undefined || lookupIn(new Map()).condition(condition);
  const wanted = Object.entries(template.Resources).filter(([, { Condition }]) => holds(Condition));
  const order = orderResources(template, new Set(wanted.map(([logicalId]) => logicalId)));
  const resourceOf = (logicalId: string) => template.Resources[logicalId] as TemplateResource;
  return {
    parameters,
    order: order.map((logicalId) => planned(logicalId, resourceOf(logicalId))),
    propertiesOf(logicalId, made) {
      // An object without an intrinsic at its top resolves to an object.
      return resolveValue(resourceOf(logicalId).Properties ?? {}, lookupIn(made)) as Record<string, unknown>;
    },
    outputsOf(made) {
      const lookup = lookupIn(made);
      return Object.entries(template.Outputs ?? {})
        .filter(([, { Condition }]) => holds(Condition))
        .map(([key, { Value, Description, Export }]) => ({
          key,
          value: String(resolveValue(Value, lookup)),
          description: Description,
          exportName: Export === undefined ? undefined : String(resolveValue(Export.Name, lookup)),
        }));
    },
  };
}

function planned(logicalId: string, resource: TemplateResource): PlannedResource {
  return {
    logicalId,
    type: resource.Type,
    needs: [...neededBy(resource)],
    deletionPolicy: resource.DeletionPolicy ?? 'Delete',
    replacePolicy: resource.UpdateReplacePolicy ?? 'Delete',
  };
}

function parametersOf(
  { Parameters = {} }: Template,
  given: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(Parameters, name));
  if (unknown.length > 0) throw new Error(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const values = Object.entries(Parameters).map(([name, { Default }]) => [name, given[name] ?? Default]);
  const missing = values.filter(([, value]) => value === undefined).map(([name]) => name);
  if (missing.length > 0) throw new Error(`Parameters: [${missing.join(', ')}] must have values`);
  return new Map(values.map(([name, value]) => [String(name), String(value)]));
}

function lookupOf(parts: {
  readonly template: Template;
  readonly place: StackPlace;
  readonly parameters: ReadonlyMap<string, string>;
  readonly made: MadeResources;
}): Lookup {
  const { template, place, parameters, made } = parts;
  const pseudo = pseudoParameters(place);
  const lookup: Lookup = {
    ref(name) {
      const parameter = parameters.get(name);
      if (parameter !== undefined) return valueOf(template, name, parameter);
      const found = pseudo.get(name) ?? made.get(name)?.ref;
      if (found === undefined) throw new Error(unresolved(template, name));
      return found;
    },
    attribute(logicalId, name) {
      const resource = made.get(logicalId);
      if (resource === undefined) throw new Error(unresolved(template, logicalId));
      const value = resource.attributes?.[name];
      if (value !== undefined) return value;
      throw new Error(
        `The resource ${logicalId} (${template.Resources[logicalId]?.Type}) has no attribute ${name} in the sandbox.`,
      );
    },
    condition(name) {
      const condition = template.Conditions?.[name];
      if (condition === undefined) throw new Error(`The template has no condition named ${name}.`);
      return resolveValue(condition, lookup) === true;
    },
    mapping(map, first, second) {
      const value = template.Mappings?.[map]?.[first]?.[second];
      if (value === undefined) throw new Error(`The mapping ${map} has no value for ${first}, ${second}.`);
      return value;
    },
    importValue: (name) => place.importValue(name),
  };
  return lookup;
}

/** Lists are given as one text with commas. */
function valueOf({ Parameters }: Template, name: string, value: string): string | string[] {
  const type = Parameters?.[name]?.Type ?? 'String';
  return type === 'CommaDelimitedList' || type.startsWith('List<')
    ? value.split(',').map((one) => one.trim())
    : value;
}

function pseudoParameters(place: StackPlace): ReadonlyMap<string, unknown> {
  const partition = partitionOf(place.region);
  return new Map<string, unknown>([
    ['AWS::AccountId', place.account],
    ['AWS::NoValue', noValue],
    ['AWS::NotificationARNs', []],
    ['AWS::Partition', partition],
    ['AWS::Region', place.region],
    ['AWS::StackId', place.stackId],
    ['AWS::StackName', place.stackName],
    ['AWS::URLSuffix', partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'],
  ]);
}

function unresolved({ Resources }: Template, name: string): string {
  const known = Resources[name];
  if (known === undefined)
    return `The template refers to ${name}, and has no resource or parameter of that name.`;
  return `The resource ${name} (${known.Type}) is referred to, and its condition ${known.Condition} does not hold.`;
}
