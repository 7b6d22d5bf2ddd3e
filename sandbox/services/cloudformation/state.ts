import { defineState } from '../../kernel/world.ts';
import type { PlannedResource, StackOutput } from './template/plan-stack.ts';

export interface StackResource extends PlannedResource {
  /** The name that was made up for it; it stays the same when the stack is deployed again. */
  readonly generatedName: string;
  /** Its name: what the template gives, or what was made up. */
  readonly name: string;
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** What it was made from, with the stack's tags; while this stays the same it is left alone. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Where the sandbox was reached then: addresses in attributes name it. */
  readonly endpoint: string;
  /** CloudFormation's word, for example CREATE_COMPLETE. */
  readonly status: string;
  readonly statusReason: string | undefined;
  readonly changedAt: number;
}

/** One line of a stack's history. */
export interface StackEvent {
  readonly id: string;
  readonly logicalId: string;
  readonly ref: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string | undefined;
  readonly properties: Readonly<Record<string, unknown>> | undefined;
  readonly at: number;
}

/** What a change set would do to one resource. */
export interface ResourceChange {
  readonly action: 'Add' | 'Modify' | 'Remove';
  readonly logicalId: string;
  readonly type: string;
  readonly ref: string | undefined;
  readonly isReplaced: boolean;
  /** The properties that differ, for a resource that is modified. */
  readonly properties: readonly string[];
}

/** What a stack is to become: a template with what it was given. */
export interface StackGoal {
  readonly templateText: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
  /** The role that CloudFormation takes, in place of the caller's own permissions. */
  readonly roleArn: string | undefined;
}

export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly createdAt: number;
  readonly goal: StackGoal;
  readonly changes: readonly ResourceChange[];
  readonly status: string;
  readonly statusReason: string | undefined;
}

export interface Stack {
  readonly name: string;
  readonly id: string;
  readonly createdAt: number;
  changedAt: number | undefined;
  deletedAt: number | undefined;
  status: string;
  statusReason: string | undefined;
  templateText: string;
  description: string | undefined;
  parameters: ReadonlyMap<string, string>;
  tags: Readonly<Record<string, string>>;
  capabilities: readonly string[];
  roleArn: string | undefined;
  isProtected: boolean;
  /** Each after those it needs. */
  readonly resources: Map<string, StackResource>;
  outputs: readonly StackOutput[];
  /** Oldest first. */
  readonly events: StackEvent[];
  /** By name. */
  readonly changeSets: Map<string, ChangeSet>;
}

/** The stacks of one account and Region: those that are, by name, and those that were, by id. */
export const cloudformationState = defineState('cloudformation', () => ({
  stacks: new Map<string, Stack>(),
  deleted: new Map<string, Stack>(),
}));
