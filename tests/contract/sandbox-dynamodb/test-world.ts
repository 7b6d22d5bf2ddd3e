import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../../../sandbox/kernel/clock.ts';
import { createWorld } from '../../../sandbox/kernel/create-world.ts';
import { idsFrom } from '../../../sandbox/kernel/ids.ts';
import { scopeOf } from '../../../sandbox/kernel/world.ts';
import { services } from '../../../sandbox/services/index.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';

/** A world whose time stands still until a test moves it, and a DynamoDB client in it. */
export function aWorld(region = 'eu-central-1') {
  const time = { now: Date.parse('2026-03-02T10:00:00Z') };
  let next = 0;
  const clock: Clock = {
    now: () => time.now,
    after: () => () => undefined,
  };
  const ids = idsFrom(
    (length) => (next++).toString(16).padStart(length, '0'),
    () => 0.5,
  );
  const world = createWorld({ services, adminSecret: 'test', clock, ids, folder: '/nowhere' });
  return {
    world,
    scope: scopeOf(world, region),
    client: new DynamoDBClient(inProcessClientConfig(world, { region })),
    advance: (ms: number) => {
      time.now += ms;
    },
  };
}
