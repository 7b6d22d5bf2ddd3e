import { registry } from './registry.ts';
import type { Answer } from './service.ts';
import type { Scope } from './world.ts';

/** A call that services make of one another, without knowing each other's files. */
export interface Offer<Input extends readonly unknown[], Output> {
  (scope: Scope, ...input: Input): Output;
  /** Says which function of a service answers it; the service lists it under `offers`. */
  by(answer: (scope: Scope, ...input: Input) => Output): Answer;
}

/**
 * Declares what a service does for the others; which function does it stands in the service, and the world's
 * registry knows it. So services may need each other in a circle, as AWS's do, and their files do not.
 * @example export const publishEvent = defineOffer<[event: ServiceEvent], string>('events.publishEvent');
 */
export function defineOffer<Input extends readonly unknown[], Output>(name: string): Offer<Input, Output> {
  const call = (scope: Scope, ...input: Input): Output => {
    const answer = registry.of(scope.world).answers.get(name);
    if (answer === undefined) throw new Error(`This sandbox was put together without an answer to ${name}`);
    // Made by `by` of the same name, which took no other function.
    return (answer as (scope: Scope, ...input: Input) => Output)(scope, ...input);
  };
  return Object.assign(call, {
    by: (answer: (scope: Scope, ...input: Input) => Output): Answer => ({ offer: name, answer }),
  });
}
