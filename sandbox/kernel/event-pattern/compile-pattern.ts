import { isJsonObject } from './json-value.ts';
import type { Leaf } from './leaf.ts';
import { isTree, type PatternTree, readPattern } from './pattern-tree.ts';

/** A compiled event pattern. */
export interface EventPattern {
  /** True when the event, as parsed JSON, is one the pattern describes. */
  matches(event: unknown): boolean;
}

type JsonObject = Readonly<Record<string, unknown>>;
type FieldTest = (value: unknown) => boolean;

const nothing: JsonObject = {};

/**
 * Compiles an EventBridge event pattern (parsed JSON) into closures. Throws InvalidEventPatternException with
 * AWS's reason when the pattern is not valid. Numbers are compared by value: parsed JSON no longer tells 1.0
 * from 1, so what AWS's documentation says about numbers "compared as text" does not show here.
 * @example compilePattern({ source: ['aws.codebuild'] }).matches({ source: 'aws.codebuild' }) // true
 */
export function compilePattern(pattern: unknown): EventPattern {
  const tree = readPattern(pattern);
  return { matches: testOfTree(tree) };
}

/**
 * A tree holds for an object whose fields hold, all at once, and for an array of which one element does so: the
 * values a pattern asks for must come from the same element (event-ruler's README, "arrays").
 * A tree that only asks for absence must hold for every element, for one that has the field makes it present.
 */
function testOfTree(tree: PatternTree): FieldTest {
  const holds = testOfObject(tree);
  const onlyAbsence = asksOnlyForAbsence(tree);
  const test: FieldTest = (value) => {
    if (Array.isArray(value)) {
      if (value.length === 0) return holds(nothing);
      return onlyAbsence ? value.every(test) : value.some(test);
    }
    return holds(isJsonObject(value) ? value : nothing);
  };
  return test;
}

function testOfObject(tree: PatternTree): (object: JsonObject) => boolean {
  const fields = [...tree.fields].map(([name, part]) => ({
    name,
    test: isTree(part) ? testOfTree(part) : testOfLeaf(part),
  }));
  const alternatives = tree.alternatives.map((branches) => branches.map(testOfObject));
  return (object) =>
    fields.every(({ name, test }) => test(fieldOf(object, name))) &&
    alternatives.every((branches) => branches.some((branch) => branch(object)));
}

function asksOnlyForAbsence(tree: PatternTree): boolean {
  return (
    [...tree.fields.values()].every((part) =>
      isTree(part) ? asksOnlyForAbsence(part) : part.absent && part.tests.length === 0,
    ) && tree.alternatives.every((branches) => branches.every(asksOnlyForAbsence))
  );
}

function testOfLeaf({ tests, absent }: Leaf): FieldTest {
  const anyTest = (value: unknown) => tests.some((test) => test(value));
  return (value) => {
    // Only leaves exist: an object, an empty array and a missing key are the same nothing (user guide, "exists").
    if (value === undefined || isJsonObject(value)) return absent;
    if (!Array.isArray(value)) return anyTest(value);
    const leaves = leavesOf(value);
    return leaves.length === 0 ? absent : leaves.some(anyTest);
  };
}

function leavesOf(values: readonly unknown[]): unknown[] {
  return values.flat(Number.POSITIVE_INFINITY).filter((value) => value !== undefined && !isJsonObject(value));
}

/**
 * The value of a field. EventBridge sees an event as paths, so a key "a.b" of the event is the same as b in a;
 * such keys are looked for only when the plain one is missing.
 */
function fieldOf(object: JsonObject, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name];
  const prefix = `${name}.`;
  let found: Record<string, unknown> | undefined;
  for (const key in object) {
    if (!key.startsWith(prefix)) continue;
    found ??= {};
    found[key.slice(prefix.length)] = object[key];
  }
  return found;
}
