import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { World } from '../kernel/world.ts';
import { clientsOf } from './clients.ts';

/** Where the deployed stack serves badges, with a slash at the end; nothing while none is deployed in the Region. */
export async function badgeBase(world: World, region: string): Promise<string | undefined> {
  const { Stacks = [] } = await clientsOf(world, region).cloudformation.send(new DescribeStacksCommand({}));
  const outputs = Stacks.flatMap(({ Outputs = [] }) => Outputs);
  return outputs.find(({ OutputKey }) => OutputKey === 'BadgeUrl')?.OutputValue;
}
