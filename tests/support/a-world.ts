import { realClock } from '../../sandbox/kernel/clock.ts';
import { createWorld } from '../../sandbox/kernel/create-world.ts';
import { idsFrom } from '../../sandbox/kernel/ids.ts';
import { type Scope, scopeOf, type World } from '../../sandbox/kernel/world.ts';
import { services } from '../../sandbox/services/index.ts';

/** A world of one's own for a test, with ids that count up. It listens nowhere and keeps nothing on disk. */
export function aWorld(parts: { folder?: string; now?: () => number; random?: () => number } = {}): World {
  let counter = 0;
  const hex = (length: number) => {
    counter += 1;
    return counter.toString(16).padStart(length, '0').slice(-length);
  };
  const clock = realClock();
  return createWorld({
    services,
    clock: parts.now ? { now: parts.now, after: clock.after } : clock,
    ids: idsFrom(hex, parts.random ?? (() => 0.5)),
    folder: parts.folder ?? '/nowhere',
    adminSecret: 'test',
  });
}

/** The world's place in us-east-1. */
export function aScope(world: World = aWorld()): Scope {
  return scopeOf(world, 'us-east-1');
}
