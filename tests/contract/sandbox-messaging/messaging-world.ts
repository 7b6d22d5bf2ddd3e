import { createWorld } from '../../../sandbox/kernel/create-world.ts';
import { randomIds } from '../../../sandbox/kernel/ids.ts';
import { type Scope, scopeOf, type World } from '../../../sandbox/kernel/world.ts';
import { services } from '../../../sandbox/services/index.ts';
import { type ManualClock, manualClock } from '../../support/manual-clock.ts';

/** An empty world on a clock of the test's own, and its place eu-west-1. */
export function messagingWorld(): { world: World; clock: ManualClock; scope: Scope } {
  const clock = manualClock();
  const world = createWorld({ services, adminSecret: 'test', clock, ids: randomIds(), folder: '/nowhere' });
  return { world, clock, scope: scopeOf(world, 'eu-west-1') };
}
