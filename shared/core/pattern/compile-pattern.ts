import { type CharacterTest, type Condition, type Node, PatternProblem, sizeOf } from './syntax.ts';

/** One step of a program. The first way of a fork is the one that is preferred. */
export type Step =
  | { readonly kind: 'character'; readonly test: CharacterTest; readonly next: number }
  | { readonly kind: 'condition'; readonly condition: Condition; readonly next: number }
  | { readonly kind: 'fork'; readonly ways: readonly number[] }
  | { readonly kind: 'done' };

/** A pattern as steps, begun at `first`. */
export interface Program {
  readonly steps: readonly Step[];
  readonly first: number;
}

const mostSteps = 500;

/** Writes a pattern out as steps. Throws a PatternProblem for one that would be too long. */
export function compilePattern(pattern: Node): Program {
  const size = sizeOf(pattern);
  if (size > mostSteps)
    throw new PatternProblem(
      `repeats too much: written out it has ${Number.isSafeInteger(size) ? size : 'countless'} parts, and ${mostSteps} are the most`,
    );
  const steps: Step[] = [{ kind: 'done' }];
  const first = write(steps, pattern, 0);
  return { steps, first };
}

function add(steps: Step[], step: Step): number {
  return steps.push(step) - 1;
}

/** Writes a node so that what follows it is `next`; gives where it begins. */
function write(steps: Step[], node: Node, next: number): number {
  switch (node.kind) {
    case 'character':
    case 'condition':
      return add(steps, { ...node, next });
    case 'sequence':
      return node.parts.reduceRight((after, part) => write(steps, part, after), next);
    case 'choice':
      return add(steps, { kind: 'fork', ways: node.options.map((option) => write(steps, option, next)) });
    case 'repeat':
      return writeRepeat(steps, node, next);
  }
}

function writeRepeat(steps: Step[], node: Node & { kind: 'repeat' }, next: number): number {
  const { part, least, most, lazy } = node;
  const fork = (onward: number, past: number): Step => ({
    kind: 'fork',
    ways: lazy ? [past, onward] : [onward, past],
  });
  let begin = next;
  let written = 0;
  if (most === Infinity) {
    // The loop itself is the last of those that have to be there.
    const loop = add(steps, { kind: 'done' });
    const inside = write(steps, part, loop);
    steps[loop] = fork(inside, next);
    begin = least === 0 ? loop : inside;
    written = 1;
  } else {
    for (let times = least; times < most; times += 1)
      begin = add(steps, fork(write(steps, part, begin), next));
  }
  for (; written < least; written += 1) begin = write(steps, part, begin);
  return begin;
}
