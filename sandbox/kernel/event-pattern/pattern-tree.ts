import { invalidPattern } from './invalid-pattern.ts';
import { isJsonObject } from './json-value.ts';
import { compileLeaf, type Leaf, operatorNames } from './leaf.ts';

/** A pattern's object, read: its fields with dotted names unfolded, and its `$or` groups, all of which must hold. */
export interface PatternTree {
  readonly fields: Map<string, PatternTree | Leaf>;
  readonly alternatives: (readonly PatternTree[])[];
}

/** Tells a tree from a leaf. */
export function isTree(part: PatternTree | Leaf): part is PatternTree {
  return 'fields' in part;
}

/** Reads a pattern into a tree; declines what EventBridge declines, in its words. */
export function readPattern(pattern: unknown): PatternTree {
  if (!isJsonObject(pattern)) throw invalidPattern('Filter is not an object');
  const tree = emptyTree();
  addFields(tree, pattern, []);
  return tree;
}

function emptyTree(): PatternTree {
  return { fields: new Map(), alternatives: [] };
}

function addFields(
  tree: PatternTree,
  pattern: Readonly<Record<string, unknown>>,
  path: readonly string[],
): void {
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw invalidPattern('Empty objects are not allowed');
  for (const [name, value] of entries) {
    if (name === '$or' && isOrRelationship(value)) {
      tree.alternatives.push(value.map((branch) => readBranch(branch, path)));
      continue;
    }
    addField(tree, { steps: name.split('.'), name, value }, path);
  }
}

function addField(
  tree: PatternTree,
  { steps, name, value }: { steps: readonly string[]; name: string; value: unknown },
  path: readonly string[],
): void {
  const here = [...path, ...steps];
  if (isJsonObject(value)) {
    addFields(branchAt(tree, steps, here), value, here);
    return;
  }
  if (!Array.isArray(value)) throw invalidPattern(`"${name}" must be an object or an array`);
  const { fields } = branchAt(tree, steps.slice(0, -1), here);
  const last = steps.at(-1) ?? '';
  if (fields.has(last)) throw twice(here);
  fields.set(last, compileLeaf(value));
}

/** The tree that the steps lead to, made where it is missing. */
function branchAt(tree: PatternTree, steps: readonly string[], path: readonly string[]): PatternTree {
  let branch = tree;
  for (const step of steps) {
    const existing = branch.fields.get(step);
    if (existing !== undefined && !isTree(existing)) throw twice(path);
    const child = existing ?? emptyTree();
    branch.fields.set(step, child);
    branch = child;
  }
  return branch;
}

function twice(path: readonly string[]): Error {
  return invalidPattern(`Path \`${path.join('.')}\` cannot be allowed multiple times`);
}

/**
 * `$or` is a relationship only over two or more objects without operators among their keys; else it is a field
 * that happens to have this name (event-ruler's README, "$or").
 */
function isOrRelationship(value: unknown): value is readonly Readonly<Record<string, unknown>>[] {
  return (
    Array.isArray(value) &&
    value.length >= 2 &&
    value.every(
      (branch) => isJsonObject(branch) && !Object.keys(branch).some((key) => operatorNames.has(key)),
    )
  );
}

function readBranch(branch: Readonly<Record<string, unknown>>, path: readonly string[]): PatternTree {
  const tree = emptyTree();
  addFields(tree, branch, path);
  return tree;
}
