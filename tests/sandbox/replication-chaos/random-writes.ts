import type { RefUpdate } from '../../../shared/git/types.ts';
import type { BareRepository } from '../../support/git/bare-repository.ts';
import type { Seeded } from '../../support/simulation/seeded.ts';

/** A team that writes to a repository: main only goes forward, everything else is moved, deleted and made again. */
export interface RandomWriter {
  /** Every commit that main was at, the oldest first. */
  readonly mainHistory: readonly string[];
  /** Does one write and gives what it did. */
  write(): Promise<RefUpdate>;
}

const main = 'refs/heads/main';
// `area` and `area/one` cannot both exist: one has to go before the other comes.
const branches = ['topic/1', 'topic/2', 'topic/3', 'release/1', 'area', 'area/one'] as const;
const tags = ['v1', 'v2', 'v3', 'latest'] as const;

/** The writes follow from the seed alone. The first one creates main. */
export function randomWriter(repository: BareRepository, chance: Seeded): RandomWriter {
  const refs = new Map<string, string>();
  const mainHistory: string[] = [];
  let count = 0;

  const anyCommit = () => mainHistory[chance.between(0, mainHistory.length - 1)] ?? '';
  const commit = async (ref: string, from: string | null): Promise<string> => {
    const file = `file-${chance.between(1, 20)}.txt`;
    const [made = ''] = await repository.commits(ref, [`write ${count}`], { from, file });
    return made;
  };
  const remove = async (ref: string): Promise<undefined> => {
    await repository.git(['update-ref', '-d', ref]);
  };
  const point = async (ref: string, to: string): Promise<string> => {
    await repository.git(['update-ref', ref, to]);
    return to;
  };

  async function writeMain(): Promise<string> {
    const made = await commit(main, refs.get(main) ?? null);
    mainHistory.push(made);
    return made;
  }

  async function writeBranch(ref: string): Promise<string | undefined> {
    const old = refs.get(ref);
    const draw = chance.random();
    if (old === undefined) return draw < 0.5 ? point(ref, anyCommit()) : commit(ref, anyCommit());
    if (draw < 0.4) return commit(ref, old);
    // A force push, to a new commit on something else or simply back.
    if (draw < 0.6) return commit(ref, anyCommit());
    return draw < 0.75 ? point(ref, anyCommit()) : remove(ref);
  }

  async function writeTag(ref: string): Promise<string | undefined> {
    const draw = chance.random();
    if (refs.has(ref) && draw < 0.3) return remove(ref);
    if (draw < 0.6) return point(ref, anyCommit());
    const name = ref.slice('refs/tags/'.length);
    await repository.git(['tag', '--force', '--annotate', '--message', `write ${count}`, name, anyCommit()]);
    return repository.tip(ref);
  }

  function chooseRef(): string {
    const draw = chance.random();
    if (mainHistory.length === 0 || draw < 0.4) return main;
    if (draw > 0.85) return `refs/tags/${chance.pick(tags)}`;
    const ref = `refs/heads/${chance.pick(branches)}`;
    const inTheWay = [...refs.keys()].find((one) => one.startsWith(`${ref}/`) || ref.startsWith(`${one}/`));
    return inTheWay ?? ref;
  }

  return {
    mainHistory,
    async write() {
      count += 1;
      const ref = chooseRef();
      const old = refs.get(ref);
      const to = await (ref === main
        ? writeMain()
        : ref.startsWith('refs/tags/')
          ? writeTag(ref)
          : writeBranch(ref));
      if (to === undefined) refs.delete(ref);
      else refs.set(ref, to);
      return { ref, old, new: to };
    },
  };
}
