import type { Clock } from './clock.ts';
import type { Ids } from './ids.ts';

/** One running sandbox: its time, its ids, where it keeps files, and what every service remembers. */
export interface World {
  readonly clock: Clock;
  readonly ids: Ids;
  /** The account that everything belongs to, twelve digits. */
  readonly account: string;
  /** Folder for what lives on disk: git repositories, build checkouts, function code. */
  readonly folder: string;
  /** Where clients reach the sandbox, for example `http://127.0.0.1:4566`; no trailing slash. */
  endpoint: string;
  /** The key of the account's administrator: whoever signs with it may do everything. */
  readonly administrator: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** How many times faster than real time the clock runs. */
  readonly speed: number;
  /** Plain data only (maps, sets, buffers, dates), so that it can be written to disk and read again. */
  readonly states: Map<string, unknown>;
  /** Things with sockets, processes or timers: one implementation runs for real, another one in the simulation. */
  readonly backends: Map<string, unknown>;
}

/** A place in the world: state is kept per account and Region. */
export interface Scope {
  readonly world: World;
  readonly account: string;
  readonly region: string;
}

/** Who makes a call. */
export type Principal =
  | { readonly kind: 'user'; readonly arn: string; readonly userId: string }
  | { readonly kind: 'role'; readonly arn: string; readonly roleArn: string; readonly userId: string }
  | { readonly kind: 'service'; readonly service: string; readonly sourceArn: string };

/**
 * Declares what a service remembers, one value per account and Region (one per account when `global`).
 * @example const queues = defineState('sqs', () => ({ queues: new Map<string, Queue>() }));
 *          queues(scope).queues.get(name)
 */
export function defineState<State>(
  name: string,
  create: () => State,
  options: { global?: boolean } = {},
): (scope: Scope) => State {
  return ({ world, account, region }) => {
    const key = options.global ? `${name}/${account}` : `${name}/${account}/${region}`;
    let state = world.states.get(key) as State | undefined;
    if (state === undefined) {
      state = create();
      world.states.set(key, state);
    }
    return state;
  };
}

/** Declares a backend; the world is given its implementation once, when it is put together. */
export function defineBackend<Backend>(name: string) {
  return {
    provide(world: World, backend: Backend): void {
      world.backends.set(name, backend);
    },
    of(world: World): Backend {
      const backend = world.backends.get(name) as Backend | undefined;
      if (backend === undefined)
        throw new Error(`This sandbox was put together without the "${name}" backend`);
      return backend;
    },
  };
}

/** The account's administrator, who may do everything. */
export function administrator(world: World): Principal {
  return {
    kind: 'user',
    arn: `arn:aws:iam::${world.account}:user/admin`,
    userId: 'AIDASANDBOXADMIN00000',
  };
}

/** The place that a Region names in this world. */
export function scopeOf(world: World, region: string): Scope {
  return { world, account: world.account, region };
}

/** The partition that a Region belongs to, for ARNs. */
export function partitionOf(region: string): 'aws' | 'aws-cn' | 'aws-us-gov' {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return 'aws';
}

/** `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE` for a thing in this place. */
export function arnOf(scope: Scope, service: string, resource: string): string {
  return `arn:${partitionOf(scope.region)}:${service}:${scope.region}:${scope.account}:${resource}`;
}
