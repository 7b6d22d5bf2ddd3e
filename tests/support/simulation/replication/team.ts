import { AwsError } from '../../../../sandbox/kernel/errors.ts';
import { type Scope, scopeOf, type World } from '../../../../sandbox/kernel/world.ts';
import { deleteBranch } from '../../../../sandbox/services/codecommit/branches/operations/delete-branch.ts';
import { updateDefaultBranch } from '../../../../sandbox/services/codecommit/branches/operations/update-default-branch.ts';
import { branchTip, moveReference } from '../../../../sandbox/services/codecommit/branches/references.ts';
import { repositoryOf } from '../../../../sandbox/services/codecommit/repositories/repositories.ts';
import { eventsState } from '../../../../sandbox/services/events/state.ts';
import { asAda, type People, people } from '../people.ts';
import { type Refs, readRefs } from '../refs.ts';
import type { Seeded } from '../seeded.ts';
import type { Step } from './history.ts';
import { replicaRegion, repositoryName, sourceRegion } from './policies.ts';

/** Who writes to both sides of a replication, and what they did. */
export interface Team {
  /** Makes the repository with a first commit on main. */
  begin(): Promise<void>;
  /** Gives what was done, in a few words; what cannot be done now is left. */
  take(step: Step): Promise<string>;
  /** Every value that each ref of the source had, the oldest first. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** What others wrote to the replica, by ref, the oldest first. */
  readonly foreign: Map<string, readonly string[]>;
  /** Learns from the events what the source was given by somebody else. */
  note(): void;
}

export function teamOf(world: World, choices: Seeded): Team {
  const source = scopeOf(world, sourceRegion);
  const replica = scopeOf(world, replicaRegion);
  const values = new Map<string, string[]>();
  const foreign = new Map<string, readonly string[]>();
  const own = people(source, repositoryName);
  const others = people(replica, repositoryName, 'foreign');

  // A new branch begins at main's tip before it gets a commit of its own: only the events tell of every value.
  let heard = 0;
  const note = (): void => {
    const { recent } = eventsState(source);
    for (const { event } of recent.slice(heard)) {
      const { referenceFullName: ref, commitId } = event.detail as {
        referenceFullName?: string;
        commitId?: string;
      };
      if (event.source === 'aws.codecommit' && ref !== undefined && commitId !== undefined)
        values.set(ref, [...(values.get(ref) ?? []), commitId]);
    }
    heard = recent.length;
  };
  const writeToReplica = async (branch: string): Promise<string> => {
    const id = await others.push(branch);
    const ref = `refs/heads/${branch}`;
    foreign.set(ref, [...(foreign.get(ref) ?? []), id]);
    return `${branch} of the replica is ${id.slice(0, 7)}`;
  };
  return {
    values,
    foreign,
    note,
    async begin() {
      await own.begin();
      note();
    },
    async take(step) {
      try {
        return step.does === 'write to replica'
          ? await writeToReplica(step.branch)
          : await write(step, {
              own,
              source,
              refs: await readRefs(source, repositoryName),
              choices,
              values,
            });
      } catch (error) {
        // A branch in the way of another one, a replica that is not there yet: nobody can do it now.
        if (error instanceof AwsError) return `left: ${error.code}`;
        throw error;
      } finally {
        note();
      }
    },
  };
}

interface Source {
  readonly own: People;
  readonly source: Scope;
  readonly refs: Refs;
  readonly choices: Seeded;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

async function write(step: Step, source: Source): Promise<string> {
  const { own, refs, choices, values } = source;
  const { branch } = step;
  const ref = `refs/heads/${branch}`;
  switch (step.does) {
    case 'commit to main':
      return `main is ${(await own.push('main')).slice(0, 7)}`;
    case 'force push': {
      if (!refs.has(ref)) return 'left: no such branch';
      return `${branch} is now ${(await own.forcePush(branch)).slice(0, 7)}`;
    }
    case 'go back': {
      const before = values.get(ref) ?? [];
      const to = before[choices.between(0, before.length - 1)];
      if (!refs.has(ref) || to === undefined) return 'left: no such branch';
      await own.goBack(branch, to);
      return `${branch} is back at ${to.slice(0, 7)}`;
    }
    case 'delete':
      await deleteBranch.handle({ repositoryName, branchName: branch }, asAda(source.source));
      return `${branch} is gone`;
    case 'tag':
    case 'delete tag':
      return moveTag(step, source);
    case 'change default branch':
      await updateDefaultBranch.handle(
        { repositoryName, defaultBranchName: refs.has(ref) ? branch : 'main' },
        asAda(source.source),
      );
      return `the default branch is ${refs.has(ref) ? branch : 'main'}`;
    default:
      return `${branch} is ${(await own.push(branch)).slice(0, 7)}`;
  }
}

/** CodeCommit has no operation for tags; they are pushed. */
async function moveTag({ does, tag }: Step, { source, refs }: Source): Promise<string> {
  const context = asAda(source);
  const repository = repositoryOf(source, repositoryName);
  const ref = `refs/tags/${tag}`;
  const to = does === 'tag' ? await branchTip(context, repository, 'main') : undefined;
  if (refs.get(ref) === to) return 'left: nothing to do';
  await moveReference(context, repository, { ref, from: refs.get(ref), to });
  return `${tag} is ${to?.slice(0, 7) ?? 'gone'}`;
}
