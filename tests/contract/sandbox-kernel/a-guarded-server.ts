import { afterAll, beforeAll } from 'vitest';
import type { World } from '../../../sandbox/kernel/world.ts';
import { type RunningServer, startServer } from '../../../sandbox/server/start-server.ts';
import { aWorld } from '../../support/a-world.ts';
import { type Presigned, presignedUrl } from '../../support/presigned-url.ts';
import { type RawAnswer, type RawRequest, rawRequest } from '../../support/raw-request.ts';

/** A fault to switch on, as JSON. */
export const aFault = '{"service":"logs","kind":"throttle"}';

/** What a page's own form sends. */
export function formOf(path: string, body: string): RawRequest {
  return {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body,
  };
}

/** A sandbox's server for the tests of one file, and requests to it with the headers that were given and no others. */
export function aGuardedServer() {
  let world: World;
  let server: RunningServer;
  beforeAll(async () => {
    world = aWorld();
    server = await startServer(world, { port: 0 });
  });
  afterAll(() => server.close());
  return {
    get world() {
      return world;
    },
    get port() {
      return server.port;
    },
    ask: (request: RawRequest): Promise<RawAnswer> => rawRequest(server.port, request),
    /** Path and query of an address that is signed with the administrator's own secret. */
    linkTo: (service: string, more: Partial<Presigned> = {}): string =>
      presignedUrl({ endpoint: world.endpoint, service, ...more }).slice(world.endpoint.length),
  };
}
