import { type BranchRecord, branchOfVersion } from '../../shared/core/branch-record.ts';
import { type Build, hasEnded } from '../../shared/core/build.ts';
import { standingOf } from '../../shared/core/build-standing.ts';
import type { Decision } from '../../shared/core/decision.ts';
import { defined } from '../../shared/core/defined.ts';
import { diagnosisOf } from '../../shared/core/diagnosis.ts';
import { type Instant, minute } from '../../shared/core/time.ts';
import type { Observed } from './observe.ts';

/**
 * What the badge of a project on a branch shows.
 * 1. A project that answers no check is left alone.
 * 2. The build that started last decides, whatever order the events came in.
 * 3. A build that has ended does not go back to running.
 * 4. A build of another branch, or one that CodeBuild no longer knows, changes nothing.
 * 5. Only a build counts that runs what its project is configured to run: with another source, buildspec, image or
 *    variable, anybody who may start builds could make any badge green. One that counted when it began goes on to
 *    count when the project is changed meanwhile.
 * 6. While a build runs it is looked at again after ten minutes, in case the event of its end is lost.
 */
export function decide(observed: Observed, now: Instant): Decision<BranchRecord, never> {
  if (observed.notOurs !== undefined) return { effects: [], reason: observed.notOurs };
  const { project, branch, plan } = observed;
  const builds = observed.builds.filter(({ sourceVersion }) => branchOfVersion(sourceVersion) === branch);
  const strangers = builds.flatMap((build) => {
    const standing = standingOf(build, { project, plan, buildId: observed.record?.buildId });
    return standing.counts ? [] : [{ build, ...standing }];
  });
  const record = builds
    .filter((build) => strangers.every((stranger) => stranger.build !== build))
    .reduce(newest, observed.record);
  const left = strangers.map(
    ({ build, by, why }) => `; build ${build.number ?? build.id}, started by ${by}, does not count: ${why}`,
  );
  const of = `${project} on ${branch}`;
  if (record === undefined)
    return { effects: [], reason: `${of}: CodeBuild knows no such build that counts${left.join('')}` };
  return {
    record,
    effects: [],
    reason: `${of}: build ${record.buildNumber ?? record.buildId} is ${record.status}${left.join('')}`,
    ...(!hasEnded(record) && { lookAgainAt: now + 10 * minute }),
  };
}

function newest(record: BranchRecord | undefined, build: Build): BranchRecord {
  if (record === undefined || build.startedAt > record.startedAt) return recordOf(build);
  if (build.id !== record.buildId || hasEnded(record)) return record;
  return recordOf(build);
}

function recordOf(build: Build): BranchRecord {
  return defined({
    project: build.project,
    branch: branchOfVersion(build.sourceVersion) ?? '',
    buildId: build.id,
    status: build.status,
    startedAt: build.startedAt,
    buildNumber: build.number,
    commit: build.resolvedCommit,
    endedAt: build.endedAt,
    diagnosis: diagnosisOf(build),
  });
}
