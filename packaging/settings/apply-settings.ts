import type { DeploySettings } from '../../shared/config/deploy.ts';
import type { Template } from '../template.ts';
import { lockBackups } from './backup-lock.ts';
import { encrypt } from './encryption.ts';
import { keepLogs } from './log-retention.ts';
import { enterNetwork } from './network.ts';
import { boundRoles } from './permissions-boundary.ts';
import { limitPublicFunctions } from './public-concurrency.ts';
import { subscribe } from './subscriptions.ts';
import { tagResources } from './tags.ts';

/**
 * Puts the operators' settings into a template that is otherwise complete; what they leave out stays as it is. The
 * role of CloudFormation and the protection of the stack are none of a template's: `stackSettings` has them.
 */
export function applySettings(template: Template, settings: DeploySettings, topic: string): void {
  const { notify, tags, logRetentionDays, permissionsBoundary, kmsKey, vpc, publicConcurrency, backupLock } =
    settings;
  if (notify) subscribe(template, notify, topic);
  if (logRetentionDays) keepLogs(template, logRetentionDays);
  if (permissionsBoundary) boundRoles(template, permissionsBoundary);
  if (kmsKey) encrypt(template, kmsKey);
  if (backupLock) lockBackups(template, backupLock);
  if (vpc) enterNetwork(template, vpc);
  if (publicConcurrency) limitPublicFunctions(template, publicConcurrency);
  // Last, for what the others added.
  if (tags) tagResources(template, tags);
}

/** The settings that a deployment hands to CloudFormation beside the template, as the framework takes them (osls 4.3.1). */
export function stackSettings({ tags, serviceRole, terminationProtection }: DeploySettings): {
  stackTags?: Readonly<Record<string, string>>;
  iam?: { readonly deploymentRole: string };
  deletionProtection?: boolean;
} {
  return {
    ...(tags && { stackTags: tags }),
    ...(serviceRole && { iam: { deploymentRole: serviceRole } }),
    ...(terminationProtection !== undefined && { deletionProtection: terminationProtection }),
  };
}
