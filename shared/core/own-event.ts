/**
 * An event that Drawbridge puts on the account's default bus, `source: drawbridge`. `version` changes when a field
 * changes its meaning or goes away; new fields may come at any time. docs/events.md describes each.
 */
export interface OwnEvent {
  readonly detailType: OwnEventType;
  /** ARNs of what it is about. */
  readonly resources: readonly string[];
  readonly detail: { readonly version: 1 } & Readonly<Record<string, unknown>>;
}

export type OwnEventType =
  | 'Replication Lag'
  | 'Replica Diverged'
  | 'Ref Refused'
  | 'Replica Verified'
  | 'Backup Made'
  | 'Backup Failed'
  | 'Backup Verified'
  | 'Backup Damaged'
  | 'Large Files Not Replicated';

/** Where our own events go. */
export interface OwnEvents {
  /** Resolves when all are on the bus; a repeat after a failure may put some of them twice. */
  put(events: readonly OwnEvent[]): Promise<void>;
}
