import type { LargeFiles, RefTrouble, ReplicaRecord } from '../core/replica-record.ts';
import type { ForeignRef } from '../core/replication.ts';
import { cutEvents } from './cut-events.ts';
import { type Bounds, cutEntries, cutList, cutToBytes } from './fit-record.ts';
import type { KnownRefs } from './replica-refs.ts';

/** A replica's record without what is known of its refs, which is kept in pieces beside it where it is much. */
export type ReplicaState = Omit<ReplicaRecord, keyof KnownRefs>;

/** Of these lists entries are lost from the end: what is not remembered is found again at the next look. */
const usual = {
  troubles: { most: 100, bytes: 24_000 },
  untold: { most: 20, bytes: 9_000 },
  replaced: { most: 20, bytes: 4_000 },
  patterns: { most: 50, bytes: 2_000 },
  // A refusal by IAM in the words of CodeBuild has some 800, and what is missing stands at its end.
  text: 1_000,
};
const short = {
  troubles: { most: 50, bytes: 10_000 },
  untold: { most: 10, bytes: 5_000 },
  replaced: { most: 5, bytes: 2_000 },
  patterns: { most: 5, bytes: 500 },
  text: 200,
};

/** Where a name of a ref only tells people which one it is. */
const mostOfRef = 1_200;

/**
 * Of a replica what decides is some 2 KB: where it stands, what failed and when, its turn, the build that has taken over.
 * The names and reasons of refs are whatever people and servers write.
 */
export const replicaBounds: Bounds<ReplicaState> = {
  bytes: 44_000,
  cut: (record) => cutTo(record, usual),
  giveUp: [(record) => cutTo(record, short)],
};

type Limits = typeof usual;

function cutTo(record: ReplicaState, limits: Limits): ReplicaState {
  const { failure, largeFiles, untoldReason, ...rest } = cutUntold(record, limits);
  return {
    ...rest,
    troubles: cutEntries(mapTroubles(rest.troubles, limits.text), limits.troubles),
    ...(failure && { failure: { ...failure, reason: cutToBytes(failure.reason, limits.text) } }),
    ...(largeFiles && { largeFiles: cutLargeFiles(largeFiles, limits) }),
    ...(untoldReason !== undefined && { untoldReason: cutToBytes(untoldReason, limits.text) }),
  };
}

/** What is still to be told, and how much of it is told by its number alone. */
function cutUntold(record: ReplicaState, limits: Limits): ReplicaState {
  const { kept: untold, lost } = cutEvents(record.untold, limits.untold);
  const untoldLost = (record.untoldLost ?? 0) + lost;
  return {
    ...record,
    ...(record.replaced && cutReplaced(record.replaced, record.replacedMore, limits)),
    untold,
    ...(untoldLost > 0 && { untoldLost }),
  };
}

function cutReplaced(
  replaced: readonly ForeignRef[],
  others: number | undefined,
  limits: Limits,
): Pick<ReplicaState, 'replaced' | 'replacedMore'> {
  const named = replaced.map((one) => ({ ...one, ref: cutToBytes(one.ref, mostOfRef) }));
  const told = cutList(named, limits.replaced);
  const more = (others ?? 0) + named.length - told.length;
  return { replaced: told, ...(more > 0 && { replacedMore: more }) };
}

function mapTroubles(troubles: ReplicaState['troubles'], bytes: number): Record<string, RefTrouble> {
  return Object.fromEntries(
    Object.entries(troubles).map(([ref, trouble]) => [
      ref,
      { ...trouble, reason: cutToBytes(trouble.reason, bytes) },
    ]),
  );
}

function cutLargeFiles(files: LargeFiles, { patterns, text }: Limits): LargeFiles {
  const { problem, cut } = files;
  return {
    ...files,
    patterns: cutList(files.patterns, patterns),
    ...(problem !== undefined && { problem: cutToBytes(problem, text) }),
    ...(cut !== undefined && { cut: cutToBytes(cut, text) }),
  };
}
