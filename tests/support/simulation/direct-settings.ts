import type { World } from '../../../sandbox/kernel/world.ts';
import type { ClientSettings } from '../../../shared/aws/client-settings.ts';
import { inProcessClientConfig } from '../in-process.ts';
import type { AwsRequest } from './aws-request.ts';

/** What clients are made with that ask the sandbox themselves: no function, no fate, no time. */
export function directSettings(world: World): ClientSettings {
  const settings = inProcessClientConfig(world, { signed: false });
  const take = async (request: AwsRequest) => (await request.perform(world, request.input)).give();
  return { ...settings, requestHandler: { ...settings.requestHandler, take } };
}
