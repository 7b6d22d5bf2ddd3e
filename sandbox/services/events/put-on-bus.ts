import { compilePattern, type EventPattern } from '../../kernel/event-pattern/compile-pattern.ts';
import type { BusEvent } from '../../kernel/offers/events.ts';
import type { Scope } from '../../kernel/world.ts';
import { startDelivery } from './deliver.ts';
import { busNamed } from './find-bus.ts';
import { remember } from './recent-events.ts';
import type { Rule } from './state.ts';

/** Puts an event on a bus and starts its delivery to every target of every rule that matches. */
export function putOnBus(scope: Scope, busName: string, event: BusEvent): void {
  const bus = busNamed(scope, busName);
  if (bus === undefined) return;
  const deliveries = remember(scope, bus.name, event);
  for (const rule of bus.rules.values()) {
    if (rule.state !== 'ENABLED' || !isMatch(rule, event)) continue;
    for (const target of rule.targets.values()) {
      deliveries.push(startDelivery(scope, { event, rule, target }));
    }
  }
}

/** Patterns compiled once per rule; a memo and no state, for it can be made again from the rule at any time. */
const compiled = new WeakMap<Rule, { text: string; pattern: EventPattern }>();

function isMatch(rule: Rule, event: BusEvent): boolean {
  const text = rule.eventPattern;
  if (text === undefined) return false;
  let memo = compiled.get(rule);
  if (memo?.text !== text) {
    memo = { text, pattern: compilePattern(JSON.parse(text)) };
    compiled.set(rule, memo);
  }
  return memo.pattern.matches(event);
}
