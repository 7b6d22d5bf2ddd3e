import { addFault, type CallFaultKind } from '../../../sandbox/kernel/faults.ts';
import type { DeployedStackWorld } from '../least-privilege/deployed-stack.ts';
import { grantsOf, revoke, roleHeldBy } from '../least-privilege/grants.ts';
import type { ProvenFunction } from '../least-privilege/names.ts';

/** Something that goes wrong in a stack from now on. */
export type Trouble = (stack: DeployedStackWorld) => void;

/** The role of a function may not do this any more, until what comes back is called. */
export function denied(holder: ProvenFunction, action: string) {
  return (stack: DeployedStackWorld): (() => void) => {
    const { policies } = roleHeldBy(stack, holder);
    const before = [...policies];
    const grants = grantsOf(stack).filter((grant) => grant.holder === holder && grant.action === action);
    if (grants.length === 0) throw new Error(`${holder} was never granted ${action}`);
    for (const grant of grants) revoke(stack, grant);
    return () => {
      for (const [name, policy] of before) policies.set(name, policy);
    };
  };
}

/** Calls of this operation fail, all of them or so many as the SDK makes of one call: three. */
export function struck(operation: `${string}:${string}`, kind: CallFaultKind, times?: 3): Trouble {
  const [service = '', name = ''] = operation.split(':');
  return ({ scope }) => {
    addFault(scope.world, { service, operation: name, kind, ...(times !== undefined && { times }) });
  };
}
