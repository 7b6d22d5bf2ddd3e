import type { Seeded } from '../seeded.ts';

/** Branches that come and go besides main; `area` and `area/one` cannot both exist. */
export const branches = ['topic', 'release/1', 'area', 'area/one'] as const;
export const tags = ['v1', 'v2'] as const;

const deeds = [
  'commit to main',
  'commit to main',
  'commit',
  'commit',
  'force push',
  'go back',
  'delete',
  'tag',
  'delete tag',
  'change default branch',
  'write to replica',
] as const;

/** One thing that somebody does. */
export interface Step {
  readonly afterMs: number;
  readonly does: (typeof deeds)[number];
  /** The branch or tag that it is about, where it is about one. */
  readonly branch: (typeof branches)[number];
  readonly tag: (typeof tags)[number];
}

/** The history of a seed: ten to thirty deeds, mostly while the function is still at work on the ones before. */
export function historyOf(choices: Seeded): Step[] {
  const isForeign = choices.chance(0.3);
  const steps = Array.from({ length: choices.between(10, 30) }, () => ({
    afterMs: pause(choices),
    does: choices.pick(deeds),
    branch: choices.pick(branches),
    tag: choices.pick(tags),
  }));
  return steps.filter(({ does }) => does !== 'write to replica' || isForeign);
}

const pauses = [
  { least: 0, most: 50 },
  { least: 0, most: 2_000 },
  { least: 2_000, most: 60_000 },
  { least: 60_000, most: 5_400_000 },
] as const;

function pause(choices: Seeded): number {
  const { least, most } = choices.pick(pauses);
  return choices.between(least, most);
}
