import { defineState } from '../../kernel/world.ts';
import type { StackOutput } from './plan-stack.ts';

export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  /** The name that was made up for it; it stays the same when the stack is deployed again. */
  readonly generatedName: string;
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** What it was made from; while this stays the same it is left alone. */
  readonly fingerprint: string;
  /** CloudFormation's word, for example CREATE_COMPLETE. */
  readonly status: string;
  readonly changedAt: number;
}

export interface Stack {
  readonly name: string;
  readonly id: string;
  readonly createdAt: number;
  changedAt: number | undefined;
  status: string;
  statusReason: string | undefined;
  templateText: string;
  description: string | undefined;
  parameters: ReadonlyMap<string, string>;
  readonly resources: Map<string, StackResource>;
  outputs: readonly StackOutput[];
}

/** The stacks of one account and Region, by name. */
export const cloudformationState = defineState('cloudformation', () => ({
  stacks: new Map<string, Stack>(),
}));
