import type { Statement } from '../template.ts';

/** What a policy holds besides its statements. */
const FRAME = '{"Version":"2012-10-17","Statement":[]}'.length;

/**
 * Divides statements among policies of these lengths, in order, and splits lists of resources where one is full;
 * nothing when there is not room for all.
 */
export function packStatements(
  statements: readonly Statement[],
  lengths: readonly number[],
  lengthOf: (part: unknown) => number,
): Statement[][] | undefined {
  const rooms = lengths.map((length) => length - FRAME);
  const policies: Statement[][] = [[]];
  for (const statement of statements) {
    const { Resource } = statement;
    const resources: readonly unknown[] = Array.isArray(Resource) ? Resource : [Resource];
    const frame = lengthOf({ ...statement, Resource: [] }) + 1;
    let chunk: unknown[] | undefined;
    for (const resource of resources) {
      const length = lengthOf(resource) + 1;
      while (length + (chunk ? 0 : frame) > (rooms[policies.length - 1] ?? 0)) {
        if (policies.length === lengths.length) return undefined;
        policies.push([]);
        chunk = undefined;
      }
      const last = policies.length - 1;
      rooms[last] = (rooms[last] ?? 0) - length - (chunk ? 0 : frame);
      if (chunk === undefined) {
        chunk = [];
        policies[last]?.push({ ...statement, Resource: Array.isArray(Resource) ? chunk : Resource });
      }
      chunk.push(resource);
    }
  }
  return policies;
}
