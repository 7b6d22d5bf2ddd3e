import type { Config } from '../../shared/config/schema.ts';
import { askFunctions } from './ask-functions.ts';
import { askRules } from './ask-rules.ts';
import { conclude } from './conclude.ts';
import { entryOf } from './entry-of.ts';
import type { Explanation, FunctionAnswer } from './explanation.ts';
import { isJsonObject } from './json-object.ts';
import { type Recognised, recognise } from './recognise.ts';
import type { StackRule } from './stack-rules.ts';

/** What the stack is made of, as far as it tells what becomes of an event. */
export interface Stack {
  readonly rules: readonly StackRule[];
  readonly config: Config;
}

/** Envelopes in envelopes (a queue's message with a dead letter with a notification) end somewhere. */
const deepest = 5;

/** Tells what an event is and what would become of it, without touching AWS. Never throws for any JSON. */
export function explainEvent(event: unknown, stack: Stack, depth = 0): Explanation {
  const recognised = recognise(event);
  const rules = recognised.comes === 'rule' && isJsonObject(event) ? askRules(stack.rules, event) : [];
  const handed = new Set(rules.filter(({ matches }) => matches).flatMap((rule) => rule.functions));
  const asked = askFunctions(event, {
    config: stack.config,
    reached: (name) => recognised.comes === 'invocation' || handed.has(name),
  });
  const inside = depth < deepest ? (recognised.inside ?? []) : [];
  return {
    what: recognised.what,
    details: detailsOf(recognised, entryOf(event, stack.config)),
    conclusion: conclude(recognised, rules, asked),
    rules,
    functions: concerned(asked, recognised.comes, handed),
    inside: inside.map((one) => explainEvent(one, stack, depth + 1)),
  };
}

/**
 * The functions that have to do with the event: those that would take it and those that are handed it. That the others
 * do not understand what nobody sends them goes without saying; only when nobody takes what is handed over directly,
 * each says what it misses.
 */
function concerned(
  asked: readonly FunctionAnswer[],
  comes: Recognised['comes'],
  handed: ReadonlySet<string>,
): readonly FunctionAnswer[] {
  const understand = asked.filter(({ answer }) => answer !== 'refuses');
  if (comes === 'invocation' && understand.length === 0) return asked;
  return asked.filter((one) => one.answer !== 'refuses' || handed.has(one.function));
}

function detailsOf({ details = {} }: Recognised, entry: string | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ ...details, entry }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}
