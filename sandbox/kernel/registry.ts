import type { Protocol, Service } from './service.ts';
import { defineBackend } from './world.ts';

interface Spoken<Kind extends Protocol['kind']> {
  readonly service: Service;
  readonly protocol: Extract<Protocol, { kind: Kind }>;
}

/** The services of a world, by everything a request may name them by, and what they answer one another. */
export interface Registry {
  readonly services: readonly Service[];
  readonly byTargetPrefix: ReadonlyMap<string, Spoken<'json'>>;
  readonly query: readonly Spoken<'query'>[];
  readonly rest: ReadonlyMap<string, Service>;
  /** By the offer's name. */
  readonly answers: ReadonlyMap<string, unknown>;
}

/** The one place where requests, CloudFormation and the services themselves find services. */
export const registry = defineBackend<Registry>('registry');

/** The registry of these services. */
export function registryOf(services: readonly Service[]): Registry {
  const byTargetPrefix = new Map<string, Spoken<'json'>>();
  const query: Spoken<'query'>[] = [];
  const rest = new Map<string, Service>();
  for (const service of services)
    for (const protocol of service.protocols) {
      if (protocol.kind === 'json') byTargetPrefix.set(protocol.targetPrefix, { service, protocol });
      else if (protocol.kind === 'query') query.push({ service, protocol });
      else rest.set(signingNameOf(service), service);
    }
  const answers = new Map(
    services.flatMap(({ offers = [] }) => offers.map(({ offer, answer }) => [offer, answer] as const)),
  );
  return { services, byTargetPrefix, query, rest, answers };
}

/** The name of a service in the credential scope of signatures. */
export function signingNameOf(service: Service): string {
  return service.signingName ?? service.name;
}
