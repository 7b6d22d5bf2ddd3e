import { arnOf, type Scope } from '../../../kernel/world.ts';
import { cloudformationState, type Stack } from '../state.ts';

/** A stack without resources, known by its name from now on. */
export function newStack(scope: Scope, name: string): Stack {
  const stack: Stack = {
    name,
    id: arnOf(scope, 'cloudformation', `stack/${name}/${scope.world.ids.uuid()}`),
    createdAt: scope.world.clock.now(),
    changedAt: undefined,
    deletedAt: undefined,
    status: 'REVIEW_IN_PROGRESS',
    statusReason: undefined,
    templateText: '',
    description: undefined,
    parameters: new Map(),
    tags: {},
    capabilities: [],
    roleArn: undefined,
    isProtected: false,
    resources: new Map(),
    outputs: [],
    events: [],
    changeSets: new Map(),
  };
  cloudformationState(scope).stacks.set(name, stack);
  return stack;
}
