import type { World } from '../kernel/world.ts';

/** What a shell has to know so that the AWS CLI, the SDKs and git reach the sandbox as its administrator. */
export function exportBlock({ endpoint, administrator }: Pick<World, 'endpoint' | 'administrator'>): string {
  return `unset AWS_PROFILE AWS_SESSION_TOKEN
export AWS_ACCESS_KEY_ID=${administrator.accessKeyId}
export AWS_SECRET_ACCESS_KEY=${administrator.secretAccessKey}
export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
export AWS_ENDPOINT_URL=${endpoint}
`;
}

/** The key that a block exports; `undefined` for a text that is none. */
export function keyInBlock(block: string): World['administrator'] | undefined {
  const valueOf = (name: string) => new RegExp(`^export ${name}=([A-Za-z0-9+/=_-]+)$`, 'm').exec(block)?.[1];
  const accessKeyId = valueOf('AWS_ACCESS_KEY_ID');
  const secretAccessKey = valueOf('AWS_SECRET_ACCESS_KEY');
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  return { accessKeyId, secretAccessKey };
}
