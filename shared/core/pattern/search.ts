import { remembering } from './character-test.ts';
import type { Program } from './compile-pattern.ts';
import { holdsAt } from './holds-at.ts';
import type { CharacterTest } from './syntax.ts';

/** Where a match lies. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

/** How many steps may still be taken; a search that needs more gives up. */
export interface Budget {
  left: number;
}

/** Finds the first match at or after a place. `undefined`: there is none. `gave-up`: the budget did not last. */
export type Search = (text: string, from: number, budget: Budget) => Match | undefined | 'gave-up';

/**
 * The search for a program's matches by Thompson's way, all possibilities side by side and each step at most once for a
 * character (https://swtch.com/~rsc/regexp/regexp2.html, "Pike's implementation"), so that no text makes one search
 * take longer than its length times the pattern's. The possibilities stand in the order in which an expression of
 * JavaScript would try them, and what is found is what that would find.
 */
export function searchOf(program: Program): Search {
  const canBegin = beginningOf(program);
  return (text, from, budget) => {
    let [current, upcoming] = [new Threads(program, text, budget), new Threads(program, text, budget)];
    let found: Match | undefined;
    for (let at = from; budget.left > 0; ) {
      const character = characterAt(text, at);
      if (found === undefined && canBegin(character)) current.add(program.first, at, at);
      const next = at + Math.max(character.length, 1);
      found = advance({ current, upcoming, character, at, next }) ?? found;
      if (at >= text.length || (found !== undefined && upcoming.count === 0)) return found;
      [current, upcoming] = [upcoming, current];
      upcoming.clear();
      at = next;
    }
    return 'gave-up';
  };
}

/** Takes each possibility over one character; those that are behind one that is done are given up. */
function advance(place: {
  readonly current: Threads;
  readonly upcoming: Threads;
  readonly character: string;
  readonly at: number;
  readonly next: number;
}): Match | undefined {
  const { current, upcoming, character, at, next } = place;
  for (let index = 0; index < current.count; index += 1) {
    const step = current.stepAt(index);
    const start = current.startAt(index);
    if (step.kind === 'done') return { start, end: at };
    if (step.kind === 'character' && character !== '' && step.test(character))
      upcoming.add(step.next, start, next);
  }
  return undefined;
}

/** The possibilities at one place of the text, the preferred one first, each step once. */
class Threads {
  count = 0;
  readonly #steps: Int32Array;
  readonly #starts: Int32Array;
  /** By step, the round in which it was last added. */
  readonly #added: Int32Array;
  readonly #program: Program;
  readonly #text: string;
  readonly #budget: Budget;
  #round = 1;

  constructor(program: Program, text: string, budget: Budget) {
    const { length } = program.steps;
    this.#steps = new Int32Array(length);
    this.#starts = new Int32Array(length);
    this.#added = new Int32Array(length);
    this.#program = program;
    this.#text = text;
    this.#budget = budget;
  }

  clear(): void {
    this.count = 0;
    this.#round += 1;
  }

  stepAt(index: number): Program['steps'][number] {
    return this.#program.steps[this.#steps[index] ?? 0] ?? { kind: 'done' };
  }

  startAt(index: number): number {
    return this.#starts[index] ?? 0;
  }

  /** Adds a step, or what it leads to without a character: the ways of a fork, and what follows a condition that holds. */
  add(index: number, start: number, at: number): void {
    if (this.#added[index] === this.#round) return;
    this.#added[index] = this.#round;
    this.#budget.left -= 1;
    const step = this.#program.steps[index];
    if (step?.kind === 'fork') for (const way of step.ways) this.add(way, start, at);
    else if (step?.kind === 'condition') {
      if (holdsAt(step.condition, this.#text, at)) this.add(step.next, start, at);
    } else {
      this.#steps[this.count] = index;
      this.#starts[this.count] = start;
      this.count += 1;
    }
  }
}

/** The whole character, which may be two units of the string; empty behind the last one. */
function characterAt(text: string, at: number): string {
  const point = text.codePointAt(at) ?? 0;
  return point > 0xffff ? text.slice(at, at + 2) : (text[at] ?? '');
}

/** Whether a match can begin with a character; all others are passed over at no cost worth counting. */
function beginningOf(program: Program): CharacterTest {
  const tests: CharacterTest[] = [];
  const seen = new Set<number>();
  const collect = (index: number): void => {
    const step = program.steps[index];
    if (step === undefined || seen.has(index)) return;
    seen.add(index);
    if (step.kind === 'character') tests.push(step.test);
    else if (step.kind === 'fork') step.ways.forEach(collect);
    else if (step.kind === 'condition') collect(step.next);
  };
  collect(program.first);
  return remembering((character) => tests.some((test) => test(character)));
}
