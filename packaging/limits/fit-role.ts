import type { Statement } from '../template.ts';
import { fewestGroups, withGroups } from './group-names.ts';
import { packStatements } from './pack-statements.ts';
import { type Part, type ResourceList, resourceList, statementWith } from './resource-lists.ts';

/**
 * IAM: all policies in a role together, one managed policy, and how many of them a role takes without a raised quota.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const INLINE_CHARACTERS = 10_240;
const MANAGED_CHARACTERS = 6_144;
const MANAGED_POLICIES = 10;

/** What a role's statements became. */
export interface FittedRole {
  /** What stands in the role itself. */
  readonly inline: readonly Statement[];
  /** What stands in policies of their own. */
  readonly managed: readonly (readonly Statement[])[];
  /** How names are written; nothing for a role that names each. */
  readonly widened?: {
    readonly names: number;
    readonly exact: number;
    readonly beginnings: number;
    readonly example: string;
  };
}

/**
 * Makes statements fit into one role: as they are, else in managed policies as they are, else with the longest
 * beginnings that names share in the place of as few names as possible. Nothing when even that is too long.
 */
export function fitRole(
  statements: readonly Statement[],
  role: {
    readonly lengthOf: (part: unknown) => number;
    /** How much of the role its other policies take, and how many managed ones it has. */
    readonly taken: number;
    readonly attached: number;
  },
): FittedRole | undefined {
  const { lengthOf, taken, attached } = role;
  const inlineCharacters = INLINE_CHARACTERS - taken;
  const managed = Array.from({ length: MANAGED_POLICIES - attached }, () => MANAGED_CHARACTERS);
  const pack = (some: readonly Statement[], lengths: readonly number[]) =>
    packStatements(some, lengths, lengthOf);

  if (pack(statements, [inlineCharacters])) return { inline: statements, managed: [] };
  const lists = statements.flatMap((statement) => resourceList(statement) ?? []);
  const others = statements.filter((one) => !lists.some(({ statement }) => statement === one));
  const groups = longestFirst(lists);
  const packed = (count: number) =>
    pack([...others, ...withFirst(lists, groups.slice(0, count))], [inlineCharacters, ...managed]);

  const count = fewestGroups(groups.length, (some) => packed(some) !== undefined);
  const [inline = [], ...policies] = packed(count) ?? [];
  if (inline.length === 0) return undefined;
  const chosen = groups.slice(0, count);
  return {
    inline,
    managed: policies,
    ...(count > 0 && { widened: describe(lists, chosen) }),
  };
}

/** One step of giving up names: the part, and how long the beginning is that takes their place. */
interface Step {
  readonly part: Part;
  readonly length: number;
}

function longestFirst(lists: readonly ResourceList[]): Step[] {
  return lists
    .flatMap(({ parts }) => parts)
    .flatMap((part) => part.grouped.groups.map(({ beginning }) => ({ part, length: beginning.length })))
    .sort((a, b) => b.length - a.length);
}

function withFirst(lists: readonly ResourceList[], steps: readonly Step[]): Statement[] {
  const counts = countsOf(steps);
  return lists.map((list) => statementWith(list, (part) => counts.get(part) ?? 0));
}

function countsOf(steps: readonly Step[]): Map<Part, number> {
  const counts = new Map<Part, number>();
  for (const { part } of steps) counts.set(part, (counts.get(part) ?? 0) + 1);
  return counts;
}

function describe(
  lists: readonly ResourceList[],
  steps: readonly Step[],
): NonNullable<FittedRole['widened']> {
  const counts = countsOf(steps);
  const parts = lists.flatMap((list) => list.parts);
  const written = parts.flatMap((part) => withGroups(part.grouped, counts.get(part) ?? 0));
  const beginnings = written.flatMap((one) => (typeof one === 'string' ? [] : [one.beginning]));
  return {
    names: parts.reduce((sum, { grouped }) => sum + grouped.names.length, 0),
    exact: written.length - beginnings.length,
    beginnings: beginnings.length,
    example: `${beginnings[0] ?? ''}*`,
  };
}
