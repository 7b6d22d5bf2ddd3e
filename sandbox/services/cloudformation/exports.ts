import type { Scope } from '../../kernel/world.ts';
import { cloudformationState } from './state.ts';

/** A value that a stack offers to others under a name. */
export interface StackExport {
  readonly name: string;
  readonly value: string;
  readonly stackId: string;
}

/** Everything that the stacks of this place export. */
export function exportsIn(scope: Scope): StackExport[] {
  return [...cloudformationState(scope).stacks.values()].flatMap(({ id, outputs }) =>
    outputs.flatMap(({ exportName, value }) =>
      exportName === undefined ? [] : [{ name: exportName, value, stackId: id }],
    ),
  );
}

/** The exported value, or CloudFormation's sentence for a name that nobody exports. */
export function exportedValue(scope: Scope, name: string): string {
  const found = exportsIn(scope).find((one) => one.name === name);
  if (found === undefined) throw new Error(`No export named ${name} found.`);
  return found.value;
}
