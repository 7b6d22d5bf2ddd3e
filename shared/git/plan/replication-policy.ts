import { matchesGlob } from '../../core/glob.ts';
import { isBackupRef, isReplicated } from '../refs/ref-names.ts';
import type { RefSettings, Refs, ReplicationPolicy } from '../types.ts';

/** Makes the replica what the source is, whatever was there; deletions too, but never most refs at once. */
export const mirrorPolicy: ReplicationPolicy = {
  rules: [{ refs: '*', forcePush: 'follow', prune: 'immediate', divergence: 'overwrite' }],
  maxVanishedShare: 0.5,
};

/** What holds where no rule says anything: nothing that somebody else wrote is lost. */
const careful: RefSettings = { forcePush: 'follow', prune: 'never', divergence: 'keep-and-alarm' };

/** The settings of one ref. */
export function settingsOf(policy: ReplicationPolicy, ref: string): RefSettings {
  const rules = policy.rules.filter((rule) => matchesGlob(rule.refs, ref));
  return {
    forcePush: rules.find((rule) => rule.forcePush)?.forcePush ?? careful.forcePush,
    prune: rules.find((rule) => rule.prune)?.prune ?? careful.prune,
    divergence: rules.find((rule) => rule.divergence)?.divergence ?? careful.divergence,
  };
}

/** The branches and tags that the policy is about; what we saved under reserved names is not. */
export function refsInScope(policy: ReplicationPolicy, refs: Refs): Map<string, string> {
  const patterns = policy.refs;
  return new Map(
    [...refs].filter(
      ([ref]) =>
        isReplicated(ref) &&
        !isBackupRef(ref) &&
        (patterns === undefined || patterns.some((pattern) => matchesGlob(pattern, ref))),
    ),
  );
}
