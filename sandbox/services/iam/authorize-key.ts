import type { KeyUse } from '../../kernel/offers/iam.ts';
import { arnOf, type Principal, type Scope } from '../../kernel/world.ts';
import { authorize } from './authorize.ts';

/**
 * A service uses a customer's key in the name of who calls it: returns when the caller's policies allow that through
 * this service, else throws the AccessDenied that KMS words. There is no KMS here, and so no key policy to ask.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function authorizeKey(scope: Scope, principal: Principal, { service, key, actions }: KeyUse): void {
  if (key === undefined) return;
  const resources = key.startsWith('arn:') ? key : arnOf(scope, 'kms', `key/${key}`);
  const suffix = scope.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const conditions = { 'kms:ViaService': `${service}.${scope.region}.${suffix}` };
  for (const action of actions)
    authorize(scope, principal, { action: `kms:${action}`, resources, conditions });
}
