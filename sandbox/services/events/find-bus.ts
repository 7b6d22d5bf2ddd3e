import { AwsError } from '../../kernel/errors.ts';
import { arnOf, type Scope } from '../../kernel/world.ts';
import { type EventBus, eventsState, type Rule } from './state.ts';

/** The refusal for a thing that is not there, in EventBridge's words. */
export function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}

/** The name in what a caller gives for a bus: a name, an ARN, or nothing for the default bus. */
export function busNameOf(given: string | undefined): string {
  if (given === undefined || given === '') return 'default';
  return given.startsWith('arn:') ? given.slice(given.indexOf('/') + 1) : given;
}

/** The ARN of a bus, whether it exists or not. */
export function busArnOf(scope: Scope, name: string): string {
  return arnOf(scope, 'events', `event-bus/${name}`);
}

/** The ARN of a rule, whether it exists or not; rules of the default bus do not name it. */
export function ruleArnOf(scope: Scope, busName: string, name: string): string {
  return arnOf(scope, 'events', busName === 'default' ? `rule/${name}` : `rule/${busName}/${name}`);
}

/** Makes a bus, over whatever was there. */
export function makeBus(scope: Scope, name: string): EventBus {
  const now = scope.world.clock.now();
  const bus: EventBus = {
    name,
    arn: busArnOf(scope, name),
    createdAt: now,
    changedAt: now,
    policy: new Map(),
    tags: new Map(),
    rules: new Map(),
  };
  eventsState(scope).buses.set(name, bus);
  return bus;
}

/** The bus that a caller names, or nothing. The default bus is always there. */
export function busNamed(scope: Scope, given: string | undefined): EventBus | undefined {
  const name = busNameOf(given);
  return eventsState(scope).buses.get(name) ?? (name === 'default' ? makeBus(scope, name) : undefined);
}

/** As `busNamed`; declines with ResourceNotFoundException. */
export function findBus(scope: Scope, given: string | undefined): EventBus {
  const bus = busNamed(scope, given);
  if (bus === undefined) throw notFound(`Event bus ${busNameOf(given)} does not exist.`);
  return bus;
}

/** The rule of that name on a bus; declines with ResourceNotFoundException. */
export function findRule(scope: Scope, name: string, bus: string | undefined): Rule {
  const rule = findBus(scope, bus).rules.get(name);
  if (rule === undefined) throw notFound(`Rule ${name} does not exist on EventBus ${busNameOf(bus)}.`);
  return rule;
}
