import type { Clock } from './clock.ts';
import type { Ids } from './ids.ts';
import { registry, registryOf } from './registry.ts';
import type { Service } from './service.ts';
import type { World } from './world.ts';

/** A new world, empty, with these services. Without `adminSecret` its administrator has one that nobody can guess. */
export function createWorld(parts: {
  services: readonly Service[];
  clock: Clock;
  ids: Ids;
  folder: string;
  endpoint?: string;
  account?: string;
  speed?: number;
  adminSecret?: string | undefined;
}): World {
  const world: World = {
    clock: parts.clock,
    ids: parts.ids,
    folder: parts.folder,
    endpoint: parts.endpoint ?? 'http://127.0.0.1:4566',
    account: parts.account ?? '111122223333',
    administrator: { accessKeyId: 'test', secretAccessKey: parts.adminSecret ?? parts.ids.hex(40) },
    speed: parts.speed ?? 1,
    states: new Map(),
    backends: new Map(),
  };
  registry.provide(world, registryOf(parts.services));
  return world;
}
