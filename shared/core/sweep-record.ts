import { hashOf } from './digest.ts';
import type { ReplicaKey } from './replica-record.ts';
import { hour, type Instant } from './time.ts';

/** What the sweep looks at without being told. */
export const lookKinds = ['repository', 'project', 'replica', 'backup'] as const;
export type LookKind = (typeof lookKinds)[number];

/** One thing that is looked at once an hour; a replica's name is `repository/region`. */
export interface Thing {
  readonly kind: LookKind;
  readonly name: string;
}

/** What one run of the sweep leaves to the next. */
export interface SweepRecord {
  /** The turns of this kind's things up to this moment have been taken. */
  readonly lookedUntil: Readonly<Partial<Record<LookKind, Instant>>>;
  /** What could not be looked at when it was its turn. */
  readonly postponed: readonly Postponed[];
  /** Where waking what is due broke off, when there was more than fits a minute. */
  readonly dueAfter?: DuePlace;
}

export interface Postponed extends Thing {
  /** When it is tried again. */
  readonly at: Instant;
  /** When it was last looked at, or somewhat earlier. */
  readonly since: Instant;
}

/** A due record's place in the order of due times. */
export interface DuePlace {
  readonly pk: string;
  readonly sk: string;
  readonly dueAt: string;
}

/** When it is the thing's turn for the first time after this moment: once an hour, at a time of its own. */
export function nextTurn(thing: Thing, after: Instant): Instant {
  const place = hashOf(thingKey(thing)) % hour;
  const earliest = after + 1;
  return earliest + ((((place - earliest) % hour) + hour) % hour);
}

/** The same for the same thing, and different for any two. */
export function thingKey({ kind, name }: Thing): string {
  return `${kind} ${name}`;
}

/** A replica as a thing to look at. */
export function replicaThing({ repository, region }: ReplicaKey): Thing {
  return { kind: 'replica', name: `${repository}/${region}` };
}

/** The replica behind a thing's name; a repository's name has no slash. */
export function replicaOf(name: string): ReplicaKey {
  const [repository = '', region = ''] = name.split('/');
  return { repository, region };
}
