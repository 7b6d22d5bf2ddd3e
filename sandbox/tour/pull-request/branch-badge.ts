import type { World } from '../../kernel/world.ts';
import { badgeBase } from '../../page/badge-address.ts';
import type { Team } from '../team.ts';
import { until } from '../until.ts';

/** Waits until the stack serves this state as the badge of a project on a branch; gives the badge's address. */
export async function branchBadge(
  world: World,
  team: Team,
  wanted: { project: string; branch: string; state: string },
): Promise<string> {
  const base = await badgeBase(world, team.region);
  if (base === undefined) throw new Error('no deployed stack serves badges');
  const address = `${base}branch/${wanted.project}/${wanted.branch}.svg`;
  await until(`a badge that says ${wanted.state}`, async () => {
    const badge = await (await fetch(address)).text();
    return badge.includes(`${wanted.project}: ${wanted.state}`);
  });
  return address;
}
