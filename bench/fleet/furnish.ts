import type { Scope } from '../../sandbox/kernel/world.ts';
import { makeBuild } from '../../sandbox/services/codebuild/make-build.ts';
import { findProject } from '../../sandbox/services/codebuild/names.ts';
import { saveProject } from '../../sandbox/services/codebuild/save-project.ts';
import { codebuildState } from '../../sandbox/services/codebuild/state.ts';
import type { PullRequestRecord } from '../../shared/core/pull-request-record.ts';
import { branchRecords } from '../../shared/store/branches.ts';
import { pullRequestRecords } from '../../shared/store/pull-requests.ts';
import { directSettings } from '../../tests/support/simulation/direct-settings.ts';
import { people } from '../../tests/support/simulation/people.ts';
import { tableName } from '../../tests/support/simulation/simulated-world.ts';
import type { Simulation } from '../../tests/support/simulation/simulation.ts';
import { checks, projectNamed, repositoryNamed } from './fleet-config.ts';

const hourMs = 3_600_000;
/** Of each repository. */
const openPullRequests = 2;
/** Of each project, on main: when each ran. */
const buildsMsAgo = [30 * hourMs, 20 * hourMs, 10 * hourMs, hourMs / 2];
/** A record of a pull request has about so many bytes: two read units. */
const recordBytes = 6_000;

/**
 * Makes the fleet as it is on a quiet day: every repository has open pull requests that are looked after, each of them
 * at a moment of its own in the hour, and every project a few builds, the newest of which is recorded.
 */
export async function furnish(simulation: Simulation, repositories: number): Promise<void> {
  for (let index = 0; index < repositories; index += 1) {
    const name = repositoryNamed(index);
    const team = people(simulation.scope, name);
    await team.begin();
    for (let number = 0; number < openPullRequests; number += 1) {
      await team.push(`feature-${number}`);
      await attend(simulation, await team.open(`feature-${number}`), name);
    }
    for (const check of checks) await furnishProject(simulation, projectNamed(name, check));
  }
}

async function attend(
  { world, clock }: Simulation,
  pullRequestId: string,
  repository: string,
): Promise<void> {
  const records = recordsOf(world);
  const minuteOfHour = (Number(pullRequestId) * 37) % 60;
  // Nobody reads what is in it: its function only moves the time.
  const record: PullRequestRecord & { readonly filler: string } = {
    pullRequestId,
    repository,
    status: 'open',
    head: '0'.repeat(40),
    commits: {},
    commentAttempt: 1,
    filler: 'x'.repeat(recordBytes),
  };
  await records.save(
    { pullRequestId },
    { record, version: 1, dueAt: clock.now() + minuteOfHour * 60_000 },
    0,
  );
}

/** What the function of pull requests does with one that did not change: it looks again in an hour. */
export async function lookAgainInAnHour({ world, clock }: Simulation, pullRequestId: string): Promise<void> {
  const records = recordsOf(world);
  const stored = await records.load({ pullRequestId });
  if (stored === undefined) throw new Error(`There is no record of pull request ${pullRequestId}`);
  const { record, version } = stored;
  await records.save(
    { pullRequestId },
    { record, version: version + 1, dueAt: clock.now() + hourMs },
    version,
  );
}

function recordsOf(world: Simulation['world']) {
  return pullRequestRecords({ tableName, now: () => world.clock.now() }, directSettings(world));
}

async function furnishProject({ scope, world, clock }: Simulation, name: string): Promise<void> {
  saveProject(scope, {
    name,
    source: {
      type: 'CODECOMMIT',
      location: `https://git-codecommit.us-east-1.amazonaws.com/v1/repos/${name}`,
    },
    artifacts: { type: 'NO_ARTIFACTS' },
    environment: { type: 'LINUX_CONTAINER', image: 'standard:7.0', computeType: 'BUILD_GENERAL1_SMALL' },
    serviceRole: `arn:aws:iam::${scope.account}:role/builds`,
  });
  const builds = buildsMsAgo.map((msAgo) => finishedBuild(scope, name, clock.now() - msAgo));
  const newest = builds.at(-1);
  if (newest === undefined) return;
  const branches = branchRecords({ tableName, now: () => clock.now() }, directSettings(world));
  const key = { project: name, branch: 'main' };
  const record = {
    ...key,
    buildId: newest.id,
    status: 'SUCCEEDED' as const,
    startedAt: newest.startTime.getTime(),
  };
  await branches.save(key, { record, version: 1 }, 0);
}

function finishedBuild(scope: Scope, projectName: string, startedAt: number) {
  const order = {
    project: findProject(scope, projectName),
    input: { projectName, sourceVersion: 'main' },
    initiator: 'ada',
  };
  const build = makeBuild(scope, order);
  Object.assign(build, {
    startTime: new Date(startedAt),
    endTime: new Date(startedAt + 60_000),
    currentPhase: 'COMPLETED',
    buildStatus: 'SUCCEEDED',
    buildComplete: true,
  });
  codebuildState(scope).builds.set(build.id, build);
  return build;
}
