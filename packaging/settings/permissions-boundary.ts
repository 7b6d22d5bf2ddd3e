import type { Template } from '../template.ts';
import { changeResources } from './change-resources.ts';

/** Bounds every role of the stack by a managed policy, which is of the account deployed to when only its name is given. */
export function boundRoles(template: Template, policy: string): void {
  const PermissionsBoundary = policy.startsWith('arn:')
    ? policy
    : { 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/${policy}` };
  changeResources(template, 'AWS::IAM::Role', (properties) => ({ ...properties, PermissionsBoundary }));
}
