import type { Scope } from '../../../kernel/world.ts';
import type { Stack, StackEvent } from '../state.ts';

type StackPlace = { readonly scope: Scope; readonly stack: Stack };

const STACK_TYPE = 'AWS::CloudFormation::Stack';

/** Adds a line to the stack's history. */
export function recordEvent(
  scope: Scope,
  stack: Stack,
  event: Pick<StackEvent, 'logicalId' | 'ref' | 'type' | 'status'> &
    Partial<Pick<StackEvent, 'reason' | 'properties'>>,
): void {
  const at = scope.world.clock.now();
  const isStack = event.type === STACK_TYPE;
  stack.events.push({
    reason: undefined,
    properties: undefined,
    ...event,
    // A resource's events are named by what happened to it, the stack's own are numbered at random.
    id: isStack
      ? scope.world.ids.uuid()
      : `${event.logicalId}-${event.status}-${scope.world.ids.hex(8)}-${new Date(at).toISOString()}`,
    at,
  });
}

/** Gives the stack its next status, and says so in its history. */
export function enterStatus({ scope, stack }: StackPlace, status: string, reason?: string): void {
  stack.status = status;
  stack.statusReason = reason;
  if (status !== 'CREATE_IN_PROGRESS') stack.changedAt = scope.world.clock.now();
  recordEvent(scope, stack, {
    logicalId: stack.name,
    ref: stack.id,
    type: STACK_TYPE,
    status,
    reason,
  });
}
