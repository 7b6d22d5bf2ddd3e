import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Scope } from '../../../sandbox/kernel/world.ts';
import { issueCredentials } from '../../../sandbox/services/iam/credentials.ts';
import { readPolicy } from '../../../sandbox/services/iam/policy.ts';
import { createRole } from '../../../sandbox/services/iam/roles.ts';
import { root } from '../../support/source-files.ts';

/** A policy as packaging and docs/ write it. */
export interface PolicyText {
  readonly Version: string;
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Action: readonly string[];
    readonly [member: string]: unknown;
  }[];
}

/** The policy that docs/deploy.md gives to whoever deploys. */
export const publishedPolicy = JSON.parse(
  readFileSync(join(root, 'docs', 'deployer-policy.json'), 'utf8'),
) as PolicyText;

/** The policy without one action. */
export function without(policy: PolicyText, action: string): PolicyText {
  const Statement = policy.Statement.map((one) => ({
    ...one,
    Action: one.Action.filter((name) => name !== action),
  })).filter(({ Action }) => Action.length > 0);
  return { ...policy, Statement };
}

/** The key of somebody who may do what the policy says and nothing else. */
export function aDeployer(scope: Scope, policy: PolicyText, name = 'deployer') {
  const account = `arn:aws:iam::${scope.account}:root`;
  const trustPolicy = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' }],
  };
  const role = createRole(scope, { roleName: name, trustPolicy });
  role.policies.set('deploy', readPolicy(policy));
  return { roleArn: role.arn, ...issueCredentials(scope, { roleArn: role.arn, sessionName: 'desk' }) };
}

/** The key as the variables of a command. */
export function asVariables(
  key: Readonly<Record<'accessKeyId' | 'secretAccessKey' | 'sessionToken', string>>,
) {
  return {
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
    AWS_SESSION_TOKEN: key.sessionToken,
  };
}
