import type { CloudFormationResource, Template } from '../template.ts';
import type { Fitted } from './fit-roles.ts';
import { fewestGroups, type GroupedNames, groupNames, withGroups } from './group-names.ts';

/**
 * EventBridge's default quota for the pattern of a rule. The API takes 4,096, and most accounts do not.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export const PATTERN_CHARACTERS = 2_048;
/** A bus has 300 rules, and others put theirs on the default bus too: of each rule of ours there are at most so many. */
const MOST_PARTS = 15;

/** A value that an event pattern compares with. */
type Matcher = string | object;

/** The logical id of a part of a rule; the first keeps the rule's own. */
export function partId(id: string, part: number): string {
  return part === 1 ? id : `${id}Part${part}`;
}

/**
 * The rules whose names are more than a pattern may hold, divided into several; where that would be too many, the
 * longest beginnings that names share take the place of as few names as possible. What a beginning lets through
 * besides is left alone by the function. One permission covers all parts of a rule, because a function's policy has
 * 20 KB. Rules that fit stay as they are.
 */
export function splitRules(template: Template): Fitted {
  const rules = Object.entries(template.Resources).flatMap(([id, rule]) => {
    const list = rule.Type === 'AWS::Events::Rule' ? nameList(rule) : undefined;
    if (list === undefined || patternLength(rule) <= PATTERN_CHARACTERS) return [];
    return [{ id, rule, parts: partsOf(rule, list) }];
  });
  const permissions = Object.entries(template.Resources).filter(
    ([, { Type }]) => Type === 'AWS::Lambda::Permission',
  );
  return {
    resources: Object.fromEntries(
      rules.flatMap(({ id, rule, parts }) => [
        ...parts.made.map((made, index) => [partId(id, index + 1), made] as const),
        ...permissions
          .filter(isFor(nameOf(rule)))
          .map(([key, one]) => [key, forParts(one, nameOf(rule))] as const),
      ]),
    ),
    told: rules.map(({ rule, parts }) => tell(nameOf(rule), parts)),
  };
}

interface Parts {
  readonly made: readonly CloudFormationResource[];
  readonly names: number;
  readonly beginnings: readonly string[];
}

/** Where in `detail` the names stand: the longest list. */
interface NameList {
  readonly key: string;
  readonly names: GroupedNames;
  readonly others: readonly Matcher[];
}

function nameList({ Properties }: CloudFormationResource): NameList | undefined {
  const { detail } = (Properties?.['EventPattern'] ?? {}) as { detail?: Record<string, readonly Matcher[]> };
  const [longest] = Object.entries(detail ?? {}).sort(([, a], [, b]) => b.length - a.length);
  if (longest === undefined) return undefined;
  const [key, values] = longest;
  return {
    key,
    names: groupNames(values.filter((value) => typeof value === 'string')),
    others: values.filter((value) => typeof value !== 'string'),
  };
}

function partsOf(rule: CloudFormationResource, list: NameList): Parts {
  const room = PATTERN_CHARACTERS - patternLength(withNames(rule, list.key, []));
  const divided = (count: number) => divide([...list.others, ...matchers(list.names, count)], room);
  const most = list.names.groups.length;
  const count = fewestGroups(most, (some) => divided(some).length <= MOST_PARTS);
  const made = divided(count).map((values, index) =>
    named(withNames(rule, list.key, values), index === 0 ? nameOf(rule) : `${nameOf(rule)}-${index + 1}`),
  );
  const beginnings = withGroups(list.names, count).flatMap((one) =>
    typeof one === 'string' ? [] : [one.beginning],
  );
  return { made, names: list.names.names.length, beginnings };
}

function matchers(names: GroupedNames, count: number): Matcher[] {
  return withGroups(names, count).map((one) => {
    if (typeof one === 'string') return one;
    return one.beginning === '' ? { exists: true } : { prefix: one.beginning };
  });
}

/** As many values in each part as there is room for. */
function divide(values: readonly Matcher[], room: number): Matcher[][] {
  const parts: Matcher[][] = [[]];
  let left = room;
  for (const value of values) {
    const length = JSON.stringify(value).length + 1;
    if (length > left) {
      parts.push([]);
      left = room;
    }
    parts.at(-1)?.push(value);
    left -= length;
  }
  return parts;
}

function withNames(
  rule: CloudFormationResource,
  key: string,
  names: readonly Matcher[],
): CloudFormationResource {
  const pattern = rule.Properties?.['EventPattern'] as { readonly detail: object };
  const EventPattern = { ...pattern, detail: { ...pattern.detail, [key]: names } };
  return { ...rule, Properties: { ...rule.Properties, EventPattern } };
}

function named(rule: CloudFormationResource, Name: string): CloudFormationResource {
  return { ...rule, Properties: { ...rule.Properties, Name } };
}

function patternLength(rule: CloudFormationResource): number {
  return JSON.stringify(rule.Properties?.['EventPattern']).length;
}

function nameOf(rule: CloudFormationResource): string {
  return String(rule.Properties?.['Name']);
}

/** The end of a rule's ARN as the framework writes it (osls 4.3.1). */
function arnEnd(name: string): string {
  return JSON.stringify(['rule', name]);
}

function isFor(name: string) {
  return ([, permission]: readonly [string, CloudFormationResource]): boolean =>
    JSON.stringify(permission.Properties?.['SourceArn'] ?? '').includes(arnEnd(name));
}

function forParts(permission: CloudFormationResource, name: string): CloudFormationResource {
  const text = JSON.stringify(permission.Properties?.['SourceArn']).replace(arnEnd(name), () =>
    arnEnd(`${name}*`),
  );
  return { ...permission, Properties: { ...permission.Properties, SourceArn: JSON.parse(text) as unknown } };
}

function tell(name: string, { made, names, beginnings }: Parts): string {
  const parts = `Rule ${name} is ${made.length} rules, since a pattern holds 2,048 characters`;
  if (beginnings.length === 0) return `${parts}; each of its ${names} names is in one of them.`;
  return `${parts} and a bus 300 rules; ${beginnings.length} beginnings such as ${beginnings[0] ?? ''} stand for names that share them. What else begins so wakes the function, which leaves it alone.`;
}
