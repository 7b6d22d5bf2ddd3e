import { matchesGlob } from '../../shared/core/glob.ts';
import type { SubstitutedArn } from '../config-names.ts';
import type { Statement } from '../template.ts';
import { type GroupedNames, groupNames, withGroups } from './group-names.ts';

/** A statement whose resources `drawbridge.yml` names: ARNs that differ by a name, which may be grouped. */
export interface ResourceList {
  readonly statement: Statement;
  readonly parts: readonly Part[];
}

/** The names between the same beginning and end of an ARN: of one service and Region, and of one kind of thing. */
export interface Part {
  readonly head: string;
  readonly tail: string;
  readonly grouped: GroupedNames;
}

/** What follows a name in the ARNs of `config-names.ts`. */
const TAILS = [':log-stream:*', '-*'];
/** What stands before it; `${AWS::Region}` and its like count as one letter. A name has no slashes and colons. */
const ARN = /^(?<head>arn:(?:(?:\$\{[^}]*\}|[^:$])*:){4}(?:.*\/)?)(?<name>[^/:]+)$/;

/** The statement as lists of names; nothing for one whose resources may not be grouped. */
export function resourceList(statement: Statement): ResourceList | undefined {
  const { Resource, Effect } = statement;
  // To deny a beginning would take away what is meant to be allowed.
  if (!Array.isArray(Resource) || Effect === 'Deny') return undefined;
  const byPlace = new Map<string, { head: string; tail: string; names: string[] }>();
  for (const resource of Resource as unknown[]) {
    const found = placeOf(resource);
    if (found === undefined) return undefined;
    const { name, ...place } = found;
    const same = byPlace.get(`${place.head} ${place.tail}`);
    if (same === undefined) byPlace.set(`${place.head} ${place.tail}`, { ...place, names: [name] });
    else same.names.push(name);
  }
  const parts = [...byPlace.values()].map(({ names, ...place }) => ({
    ...place,
    grouped: groupNames(withoutCovered(names)),
  }));
  return { statement, parts };
}

/** The statement with some of the groups of each part in the place of their names. */
export function statementWith(
  { statement, parts }: ResourceList,
  countOf: (part: Part) => number,
): Statement {
  const Resource = parts.flatMap((part) =>
    withGroups(part.grouped, countOf(part)).map((one): SubstitutedArn => {
      const name = typeof one === 'string' ? one : `${one.beginning}*`.replace('**', '*');
      return { 'Fn::Sub': `${part.head}${name}${part.tail}` };
    }),
  );
  return { ...statement, Resource };
}

function placeOf(resource: unknown): { head: string; name: string; tail: string } | undefined {
  if (typeof resource !== 'object' || resource === null || !('Fn::Sub' in resource)) return undefined;
  const arn = String(resource['Fn::Sub']);
  const tail = TAILS.find((ending) => arn.endsWith(ending)) ?? '';
  const { head, name } = ARN.exec(arn.slice(0, arn.length - tail.length))?.groups ?? {};
  return head === undefined || name === undefined ? undefined : { head, name, tail };
}

/** A name that a pattern of the same list fits says nothing more. */
function withoutCovered(names: readonly string[]): readonly string[] {
  const patterns = names.filter((name) => name.includes('*'));
  return names.filter((name) => !patterns.some((pattern) => pattern !== name && matchesGlob(pattern, name)));
}
