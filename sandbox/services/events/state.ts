import type { BusEvent } from '../../kernel/offers/events.ts';
import { defineState } from '../../kernel/world.ts';

/** A target as PutTargets takes it. */
export interface Target {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly Input?: string;
  readonly InputPath?: string;
  readonly InputTransformer?: {
    readonly InputPathsMap?: Readonly<Record<string, string>>;
    readonly InputTemplate: string;
  };
  readonly DeadLetterConfig?: { readonly Arn?: string };
  readonly RetryPolicy?: {
    readonly MaximumRetryAttempts?: number;
    readonly MaximumEventAgeInSeconds?: number;
  };
  readonly SqsParameters?: { readonly MessageGroupId?: string };
}

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  description?: string;
  /** The text as it was given. */
  eventPattern?: string;
  scheduleExpression?: string;
  state: 'ENABLED' | 'DISABLED';
  roleArn?: string;
  tags: Map<string, string>;
  targets: Map<string, Target>;
  /** When a schedule is due next, epoch milliseconds. */
  nextRunAt?: number;
}

export interface EventBus {
  readonly name: string;
  readonly arn: string;
  description?: string;
  readonly createdAt: number;
  changedAt: number;
  /** Statements of the bus's own policy, by their id. */
  policy: Map<string, unknown>;
  tags: Map<string, string>;
  rules: Map<string, Rule>;
}

/**
 * What became of one event for one target of one rule. `lost` is the end AWS would not tell anyone about: given
 * up without a dead-letter queue that could be written to, or struck by a fault.
 */
export interface DeliveryRecord {
  readonly rule: string;
  readonly targetId: string;
  readonly targetArn: string;
  outcome: 'pending' | 'delivered' | 'dead-lettered' | 'lost';
  attempts: number;
  error?: string;
}

/** An event that was on a bus of this place, and its deliveries; none means that no rule matched. */
export interface RecentEvent {
  readonly event: BusEvent;
  readonly busName: string;
  readonly receivedAt: number;
  readonly deliveries: DeliveryRecord[];
}

/** A delivery under way. It carries its own rule and target, for those may change before the last retry. */
export interface PendingDelivery {
  readonly id: string;
  readonly event: BusEvent;
  readonly rule: { readonly name: string; readonly arn: string };
  readonly target: Target;
  readonly since: number;
  dueAt: number;
  readonly record: DeliveryRecord;
}

/** One account and Region's buses by name, what happened on them lately, and the deliveries still under way. */
export const eventsState = defineState('events', () => ({
  buses: new Map<string, EventBus>(),
  recent: [] as RecentEvent[],
  pending: new Map<string, PendingDelivery>(),
}));
