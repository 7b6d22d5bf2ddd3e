import { compilePattern } from '../../sandbox/kernel/event-pattern/compile-pattern.ts';
import type { Mismatch, RuleAnswer } from './explanation.ts';
import { isJsonObject, type JsonObject, valueAt } from './json-object.ts';
import type { StackRule } from './stack-rules.ts';

/**
 * What the rules make of an event: those that match, and of the others those that listen to the same source, each
 * with the first field of its pattern that the event does not fit. Rules that are parts of one, because its names are
 * many, are told as that one: by the part that matches, or by the first.
 */
export function askRules(rules: readonly StackRule[], event: JsonObject): RuleAnswer[] {
  const answers = answersOf(rules, event);
  const taken = new Set(answers.filter(({ matches }) => matches).map(({ rule }) => wholeOf(rule, rules)));
  return answers.filter(({ rule, matches }) => {
    const whole = wholeOf(rule, rules);
    return matches || (whole === rule && !taken.has(whole));
  });
}

/** The rule that this one is a part of (`packaging/limits/split-rules.ts`), or itself. */
function wholeOf(rule: string, rules: readonly StackRule[]): string {
  const whole = rule.replace(/-[0-9]+$/, '');
  return rules.some(({ name }) => name === whole) ? whole : rule;
}

function answersOf(rules: readonly StackRule[], event: JsonObject): RuleAnswer[] {
  return rules.flatMap(({ name, functions, pattern }): RuleAnswer[] => {
    const mismatch = pattern ? patternMismatch(pattern, event) : clockMismatch(name, event);
    if (mismatch === undefined) return [{ rule: name, functions, matches: true }];
    if (mismatch.field === 'source') return [];
    return [{ rule: name, functions, matches: false, mismatch }];
  });
}

function patternMismatch(pattern: JsonObject, event: JsonObject): Mismatch | undefined {
  if (compilePattern(pattern).matches(event)) return undefined;
  // Each condition alone; only conditions on elements of one array can hold alone and not together.
  return (
    conditionsOf(pattern)
      .find(({ alone }) => !compilePattern(alone).matches(event))
      ?.tell(event) ?? {
      field: 'the whole pattern',
      expected: pattern,
    }
  );
}

interface Condition {
  /** A pattern that asks for this one thing. */
  readonly alone: JsonObject;
  tell(event: JsonObject): Mismatch;
}

function conditionsOf(pattern: JsonObject, path: readonly string[] = []): Condition[] {
  return Object.entries(pattern).flatMap(([name, wanted]) => {
    const here = [...path, name];
    if (isJsonObject(wanted)) return conditionsOf(wanted, here);
    const field = here.join('.');
    const alone = here.reduceRight<unknown>((inner, step) => ({ [step]: inner }), wanted) as JsonObject;
    return [
      {
        alone,
        tell(event: JsonObject): Mismatch {
          const found = valueAt(event, field);
          return { field, expected: wanted, ...(found !== undefined && { found }) };
        },
      },
    ];
  });
}

/** A rule that runs by the clock sends events that name it as their resource. */
function clockMismatch(name: string, event: JsonObject): Mismatch | undefined {
  if (event['source'] !== 'aws.events') {
    return { field: 'source', expected: ['aws.events'], found: event['source'] };
  }
  const resources = Array.isArray(event['resources']) ? event['resources'] : [];
  const isIts = resources.some((arn) => typeof arn === 'string' && arn.endsWith(`:rule/${name}`));
  return isIts ? undefined : { field: 'resources', expected: [`…:rule/${name}`], found: resources };
}
