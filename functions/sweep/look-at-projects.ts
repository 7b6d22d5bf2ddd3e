import { type BranchRecord, branchOfVersion } from '../../shared/core/branch-record.ts';
import type { Build } from '../../shared/core/build.ts';
import { hour } from '../../shared/core/time.ts';
import { branchKey } from '../../shared/store/branches.ts';
import { type Looked, lookInTurn } from './look-in-turn.ts';
import type { ObservePorts } from './observe.ts';
import type { BranchSeen, Found } from './observed.ts';
import type { Look } from './plan-looks.ts';

/** The function that was woken for a build may still have been trying when the build was seen last. */
const margin = hour;

interface NewestBuild {
  readonly branch: string;
  readonly build: Build;
}

/** Lists each project's builds since it was last looked at, and puts the newest of each branch beside its record. */
export async function lookAtProjects(
  { listBuilds, dueWork }: Pick<ObservePorts, 'listBuilds' | 'dueWork'>,
  { looks, isTimeOver }: { looks: readonly Look[]; isTimeOver(): boolean },
): Promise<Looked<Found['project']>> {
  const listed = await lookInTurn(looks, {
    isTimeOver,
    look: async ({ thing, since }) => newestOfBranches(await listBuilds(thing.name, since - margin)),
  });
  // Several builds of one branch have one record, and DynamoDB takes no key twice.
  const keys = new Map(
    listed.found.flatMap(({ found }) => found.map(keyOf)).map((key) => [`${key.pk} ${key.sk}`, key]),
  );
  const records = new Map(
    (await dueWork.existing([...keys.values()])).map(({ pk, sk, record }) => [
      `${pk} ${sk}`,
      record as BranchRecord,
    ]),
  );
  const beside = (newest: NewestBuild): BranchSeen => {
    const { pk, sk } = keyOf(newest);
    const record = records.get(`${pk} ${sk}`);
    return { ...newest, ...(record && { record }) };
  };
  return {
    ...listed,
    found: listed.found.map(({ look, found }) => ({ look, found: { branches: found.map(beside) } })),
  };
}

/**
 * The newest build of each branch, apart for each plan: which plan is the project's only report-build knows, and a
 * build with overrides, which does not count, must not hide the one that does.
 */
function newestOfBranches(builds: readonly Build[]): NewestBuild[] {
  const newest = new Map<string, NewestBuild>();
  for (const build of builds) {
    const branch = branchOfVersion(build.sourceVersion);
    if (branch === undefined) continue;
    const key = JSON.stringify([branch, build.plan]);
    const known = newest.get(key);
    if (known === undefined || build.startedAt > known.build.startedAt) newest.set(key, { branch, build });
  }
  return [...newest.values()];
}

function keyOf({ branch, build }: NewestBuild) {
  return { pk: branchKey(build.project), sk: branch };
}
