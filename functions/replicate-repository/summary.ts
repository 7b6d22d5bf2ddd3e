import { lagOf, type ReplicaRecord, troubled } from '../../shared/core/replica-record.ts';
import { formatDuration, type Instant } from '../../shared/core/time.ts';

/** Where a replica stands, in one sentence without its full stop, for the log. */
export function summary(record: ReplicaRecord, now: Instant): string {
  const { repository, region, failure, handedOver, behind, turn } = record;
  const of = `the replica of ${repository} in ${region}`;
  if (turn !== undefined) return `${of}: ${turn.step}`;
  const lag = lagOf(record, now);
  const [refused, kept, diverged] = (['refused', 'kept', 'diverged'] as const).map(
    (kind) => troubled(record, kind).length,
  );
  const parts = [
    failure && `could not be brought up to date (attempt ${failure.attempts}): ${failure.reason}`,
    handedOver && `is being brought up to date by the build ${handedOver.buildId}`,
    behind > 0 && `${count(behind, 'ref')} to go on with`,
    lag > 0 && `behind by ${formatDuration(lag)}`,
    refused && `${count(refused, 'ref')} refused`,
    kept && `${count(kept, 'ref')} kept by the policy`,
    diverged && `${count(diverged, 'ref')} written by somebody else`,
  ].filter((part) => typeof part === 'string');
  const standing = parts.length === 0 ? ['is up to date'] : parts;
  return `${of} ${[...standing, ...notKnownOrTold(record)].join('; ')}`;
}

/** What keeps nothing from being replicated, and somebody has to mend all the same. */
function notKnownOrTold({ largeFiles, untoldReason, untoldLost }: ReplicaRecord): string[] {
  const lost = untoldLost === undefined ? '' : `, and ${count(untoldLost, 'older event')} given up`;
  return [
    largeFiles?.problem && `whether it points to large files is unknown: ${largeFiles.problem}`,
    largeFiles?.cut?.replace(/\.$/, ''),
    untoldReason && `what is new could not be told${lost}: ${untoldReason}`,
  ].filter((part) => typeof part === 'string');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
