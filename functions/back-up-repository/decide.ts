import type { BackupEffect, VerifyChain } from '../../shared/core/backup-effect.ts';
import type { BackupRecord, PointSummary } from '../../shared/core/backup-record.ts';
import type { BackupRules } from '../../shared/core/backup-rules.ts';
import type { Decision } from '../../shared/core/decision.ts';
import { type Instant, minute, second } from '../../shared/core/time.ts';
import { withPoint, withProblem } from './learn.ts';
import type { Observed, SourceSeen } from './observe.ts';
import { planBundle } from './plan-bundle.ts';
import { nextBackupAt, nextVerificationAt } from './timing.ts';

/**
 * What a backup needs.
 * 1. A backup that has left the configuration is left alone; what it wrote stays in the bucket.
 * 2. A repository that differs from its newest point gets a bundle: a full one when there is no chain, when the
 *    chain's full one is old enough, or when the chain is damaged; else one with what is new.
 *    Refs whose names no server can be given are left out, and told.
 *    What a run wrote that died before it could remember is remembered, and told, by the next one.
 * 3. A repository that is as its newest point says gets none, and neither does an empty one that never had a point.
 * 4. A repository that cannot be read is told once, and tried again after 15 minutes, then less and less often.
 * 5. The newest point is restored on trial within a day, and at least once a week, in a run of its own.
 * 6. Own events that could not be put on the bus stay in the record until they can.
 */
export function decide(observed: Observed, now: Instant): Decision<BackupRecord, BackupEffect> {
  const { rules, backup } = observed;
  if (rules === undefined) return { effects: [], reason: `backup ${backup} is not configured` };
  const { record, effect, reason: verdict } = compare(observed, rules, now);
  const reason = `${verdict}${newsProblemOf(record, now)}`;
  const effects = [...eventsOf(record, now), ...(effect ? [effect] : [])];
  if (effect !== undefined) return { record, effects, reason };
  const verification = observed.source === undefined ? verificationOf(record, now) : undefined;
  return {
    record,
    effects: [...effects, ...(verification ? [verification] : [])],
    reason: verification ? `${backup}: the newest point is restored on trial` : reason,
    lookAgainAt: lookAgainAt(record, rules, now),
  };
}

interface Compared {
  readonly record: BackupRecord;
  readonly effect?: BackupEffect;
  readonly reason: string;
}

function compare(observed: Observed, rules: BackupRules, now: Instant): Compared {
  const { backup, source } = observed;
  const record = observed.record ?? { backup, repository: rules.repository, news: [] };
  // Asked again after the effects of this run: what was observed is no longer what is.
  if (record.checkedAt === now || record.problem?.at === now)
    return { record, reason: `${backup}: ${stateOf(record)}` };
  if (source === undefined) return { record, reason: `${backup}: ${verdictOf(record, now)}` };
  if ('problem' in source)
    return { record: withProblem(record, source.problem, now), reason: `${backup}: ${source.problem}` };
  return compareSource(observed, { ...source, record: withFound(record, observed.newest), rules }, now);
}

/** A run that died after it had written a point could not remember it. */
function withFound(record: BackupRecord, found: Observed['newest']): BackupRecord {
  if (found === undefined || !isNewer(found, record.newest)) return record;
  const { tips: _tips, ...point } = found;
  return withPoint(record, point);
}

/** Names of chains sort as their times do. */
function isNewer({ chain, sequence }: PointSummary, known: PointSummary | undefined): boolean {
  if (known === undefined || chain > known.chain) return true;
  return chain === known.chain && sequence > known.sequence;
}

function compareSource(
  { backup, newest }: Observed,
  source: SourceSeen & { readonly record: BackupRecord; readonly rules: BackupRules },
  now: Instant,
): Compared {
  const { record, rules, refs } = source;
  const plan = planBundle({ record, newest, source, fullEveryMs: rules.fullEveryMs }, now);
  const { problem: _, ...withoutProblem } = record;
  if (plan === undefined) {
    const words = newest === undefined ? 'the repository is empty' : 'nothing changed';
    return { record: { ...withoutProblem, checkedAt: now }, reason: `${backup}: ${words}` };
  }
  const { repository } = rules;
  const effect = { kind: 'write-bundle', backup, repository, takenAt: now, refs, ...plan } as const;
  const kind = plan.sequence === 0 ? 'full' : 'incremental';
  const leftOut = plan.leftOut ? `, without ${plan.leftOut.count} more: ${plan.leftOut.first}` : '';
  return { record, effect, reason: `${backup}: ${kind} backup of ${refs.size} refs${leftOut}` };
}

function eventsOf(record: BackupRecord, now: Instant): BackupEffect[] {
  if (record.news.length === 0 || record.newsProblem?.at === now) return [];
  return [{ kind: 'put-events', events: record.news, at: now }];
}

function verificationOf(record: BackupRecord, now: Instant): VerifyChain | undefined {
  const due = nextVerificationAt(record);
  if (due === undefined || due > now || record.newest === undefined) return undefined;
  const { backup, repository, newest } = record;
  const { chain, sequence } = newest;
  return { kind: 'verify-chain', backup, repository, chain, sequence, at: now };
}

function lookAgainAt(record: BackupRecord, rules: BackupRules, now: Instant): Instant {
  const times = [nextBackupAt(record, rules.everyMs), nextVerificationAt(record) ?? Infinity];
  if (record.news.length > 0) times.push(now + minute);
  return Math.max(now + second, Math.min(...times));
}

function stateOf({ problem, newest }: BackupRecord): string {
  if (problem) return problem.text;
  if (newest === undefined) return 'nothing to back up';
  const leftOut = newest.leftOut ? `, without ${newest.leftOut.count} refs: ${newest.leftOut.first}` : '';
  return `point ${newest.sequence} of chain ${newest.chain} is in the bucket${leftOut}`;
}

function newsProblemOf({ newsProblem, newsLost }: BackupRecord, now: Instant): string {
  if (newsProblem?.at !== now) return '';
  const lost = newsLost === undefined ? '' : `, and ${newsLost} older events were given up`;
  return `; it could not be told${lost}: ${newsProblem.text}`;
}

function verdictOf({ verified, unverified }: BackupRecord, now: Instant): string {
  if (unverified?.at === now) return `the newest point could not be restored on trial: ${unverified.text}`;
  if (verified?.at !== now) return 'nothing is due';
  return verified.problem ?? 'the newest point was restored on trial, and is what it should be';
}
