import { type Scope, scopeOf, type World } from '../../../../sandbox/kernel/world.ts';
import { branchTip, moveReference } from '../../../../sandbox/services/codecommit/branches/references.ts';
import { createCommit } from '../../../../sandbox/services/codecommit/commits/operations/create-commit.ts';
import { repositoryOf } from '../../../../sandbox/services/codecommit/repositories/repositories.ts';
import { codeCommitState } from '../../../../sandbox/services/codecommit/state.ts';
import { asAda, people } from '../people.ts';
import { readRefs } from '../refs.ts';
import { replicaRegion, repositoryName, sourceRegion } from '../replication/policies.ts';
import type { Team } from '../replication/team.ts';
import type { Seeded } from '../seeded.ts';

/** Somebody who may push to both sides, and wants the function to forget, to hide or to lose something. */
export interface MalloryOfRefs {
  /** At times does one of the worst things, and gives what it was. */
  act(): Promise<string>;
}

interface Sides {
  readonly source: Scope;
  readonly replica: Scope;
  readonly team: Team;
  readonly choices: Seeded;
}

export function malloryOfRefs(world: World, team: Team, choices: Seeded): MalloryOfRefs {
  const source = scopeOf(world, sourceRegion);
  const sides = { source, replica: scopeOf(world, replicaRegion), team, choices };
  return {
    async act() {
      if (choices.chance(0.6)) return 'nothing';
      const said = await choices.pick([junk, junk, oddNames, forgetJunk, contest, contest, longAttributes])(
        sides,
      );
      team.note();
      return said;
    },
  };
}

type Deed = (sides: Sides) => Promise<string>;

/** Tags whose names are as long as git takes them, and do not compress: a few fill more than one record. */
const junk: Deed = async ({ source, choices }) => {
  const count = choices.between(5, 30);
  const length = choices.pick([20, 200, 900, 1_080]);
  for (let left = count; left > 0; left -= 1) await tag(source, `junk-${choices.hex(length)}`);
  return `${count} junk tags`;
};

/** Alike but for case, and full of marks of Markdown and HTML. */
const oddNames: Deed = async ({ source, choices }) => {
  const name = choices.pick(['V1', 'v1', '|_#!(x)', '`x`', '<img-src=x>', `"'&lt;`, 'ünï/🦀', '-d']);
  const tip = await branchTip(asAda(source), ledger(source), 'main');
  await move(source, `refs/heads/${choices.pick(['Topic', 'TOPIC', 'release/I'])}`, tip);
  await tag(source, name);
  return `the tag ${name}`;
};

/** What vanishes at once hides what else does. */
const forgetJunk: Deed = async ({ source }) => {
  const refs = [...(await readRefs(source, repositoryName)).keys()].filter((ref) =>
    ref.startsWith('refs/tags/junk-'),
  );
  for (const ref of refs) await move(source, ref, undefined);
  return `${refs.length} junk tags are gone`;
};

/** Both sides get the same new tags in the same moment, with other values, and more of them than are told one by one. */
const contest: Deed = async ({ source, replica, team, choices }) => {
  if (!codeCommitState(replica).repositories.has(repositoryName)) return 'there is no replica yet';
  if ((await branchTip(asAda(replica), ledger(replica), 'main')) === undefined) return 'the replica is empty';
  const foreign = await people(replica, repositoryName, `contested-${choices.hex(6)}`).push('contested');
  note(team, 'refs/heads/contested', foreign);
  const count = choices.pick([1, 3, 25]);
  const name = `contested-${choices.hex(choices.pick([6, 900]))}`;
  for (let index = 0; index < count; index += 1) {
    await move(replica, `refs/tags/${name}-${index}`, foreign);
    note(team, `refs/tags/${name}-${index}`, foreign);
    await tag(source, `${name}-${index}`);
  }
  return `${count} tags are ${foreign.slice(0, 7)} on the replica`;
};

const patterns = Array.from({ length: 5_000 }, (_, index) => `art/${index}/*.psd filter=lfs`).join('\n');

/** More patterns than are read. */
const longAttributes: Deed = async ({ source, choices }) => {
  const context = asAda(source);
  const { commitId = '' } = await createCommit.handle(
    {
      repositoryName,
      branchName: 'main',
      parentCommitId: await branchTip(context, ledger(source), 'main'),
      putFiles: [
        { filePath: '.gitattributes', fileContent: Buffer.from(`# ${choices.hex(8)}\n${patterns}`) },
      ],
    },
    context,
  );
  return `main is ${commitId.slice(0, 7)}, with a long .gitattributes`;
};

function note({ foreign }: Team, ref: string, id: string): void {
  foreign.set(ref, [...(foreign.get(ref) ?? []), id]);
}

async function tag(scope: Scope, name: string): Promise<void> {
  await move(scope, `refs/tags/${name}`, await branchTip(asAda(scope), ledger(scope), 'main'));
}

async function move(scope: Scope, ref: string, to: string | undefined): Promise<void> {
  const from = (await readRefs(scope, repositoryName)).get(ref);
  if (from !== to) await moveReference(asAda(scope), ledger(scope), { ref, from, to });
}

const ledger = (scope: Scope) => repositoryOf(scope, repositoryName);
