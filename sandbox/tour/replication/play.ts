import type { World } from '../../kernel/world.ts';
import type { Step } from '../progress.ts';
import type { WorkTree } from '../team.ts';

/** What one play of the chapter works with. */
export interface Play {
  readonly world: World;
  readonly step: Step;
  /** The team's clone of the source. */
  readonly tree: WorkTree;
  readonly page: string;
}
