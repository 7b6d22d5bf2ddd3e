import type { Template } from '../template.ts';
import {
  deployerActions,
  deployerActionsByProperty,
  frameworkActions,
  type Grants,
  lookAfterActions,
} from './deployer-actions.ts';

/** Which stacks a policy is for; `*` stands for any. */
export interface StacksToDeploy {
  readonly service: string;
  readonly stage: string;
  readonly region: string;
  /** The role that makes the resources in place of whoever deploys, and whether the stack is protected or not. */
  readonly serviceRole?: string | undefined;
  readonly isProtectionSet?: boolean;
}

export interface DeployerPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: string | readonly string[];
    readonly Condition?: object;
  }[];
}

/**
 * The policy of whoever deploys a template, looks at its stack and removes it: every action that this takes and no
 * other, on what the stack's name begins. Throws for a type of resource of which it is not known what it takes.
 */
export function deployerPolicy(template: Template, stacks: StacksToDeploy): DeployerPolicy {
  const actions = new Map<string, Set<string>>();
  for (const grant of grantsFor(template, stacks))
    for (const [group, names] of Object.entries(grant))
      actions.set(group, new Set([...(actions.get(group) ?? []), ...names]));
  return {
    Version: '2012-10-17',
    Statement: [...actions]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([group, names]) => ({
        Sid: sidOf(group),
        Effect: 'Allow' as const,
        Action: [...names].toSorted(),
        Resource: resourceOf(group, stacks),
        ...conditionOf(group),
      })),
  };
}

function grantsFor(template: Template, { serviceRole, isProtectionSet }: StacksToDeploy): readonly Grants[] {
  return [
    frameworkActions,
    lookAfterActions,
    ...(isProtectionSet ? [{ stack: ['cloudformation:UpdateTerminationProtection'] }] : []),
    ...(serviceRole === undefined ? resourceGrants(template) : [{ 'service role': ['iam:PassRole'] }]),
  ];
}

function resourceGrants({ Resources }: Template): readonly Grants[] {
  return Object.values(Resources).flatMap(({ Type, Properties = {} }) => {
    const found = deployerActions[Type];
    if (found === undefined)
      throw new Error(
        `It is not known what deploying ${Type} takes: add it to packaging/deployment/deployer-actions.ts.`,
      );
    const byProperty = Object.entries(deployerActionsByProperty[Type] ?? {});
    return [found, ...byProperty.filter(([name]) => name in Properties).map(([, grants]) => grants)];
  });
}

function conditionOf(group: string): { Condition?: object } {
  const services = PASSED_TO[group];
  return services === undefined ? {} : { Condition: { StringEquals: { 'iam:PassedToService': services } } };
}

const PASSED_TO: Readonly<Record<string, readonly string[]>> = {
  passed: ['codebuild.amazonaws.com', 'lambda.amazonaws.com'],
  'service role': ['cloudformation.amazonaws.com'],
};

function sidOf(group: string): string {
  return group.replaceAll(/(?:^| )(.)/g, (_, letter: string) => letter.toUpperCase());
}

function resourceOf(
  group: string,
  { service, stage, region, serviceRole = '' }: StacksToDeploy,
): string | readonly string[] {
  const stack = `${service}-${stage}`;
  const own = stack.endsWith('*') ? stack : `${stack}-*`;
  const arn = (name: string, resource: string) => `arn:aws:${name}:${region}:*:${resource}`;
  const resources: Readonly<Record<string, string | readonly string[]>> = {
    alarms: arn('cloudwatch', `alarm:${own}`),
    'all logs': arn('logs', 'log-group:*'),
    buckets: `arn:aws:s3:::${own}`,
    // A dashboard belongs to no Region.
    dashboards: `arn:aws:cloudwatch::*:dashboard/${own}`,
    everything: '*',
    functions: arn('lambda', `function:${own}`),
    logs: [arn('logs', `log-group:/aws/codebuild/${own}`), arn('logs', `log-group:/aws/lambda/${own}`)],
    objects: `arn:aws:s3:::${own}/*`,
    passed: `arn:aws:iam::*:role/${own}`,
    policies: `arn:aws:iam::*:policy/${own}`,
    projects: arn('codebuild', `project/${own}`),
    queues: arn('sqs', own),
    roles: `arn:aws:iam::*:role/${own}`,
    rules: arn('events', `rule/${own}`),
    'service role': serviceRole,
    // CloudFormation may begin a secret's name with its logical id alone.
    secrets: [arn('secretsmanager', `secret:${own}`), arn('secretsmanager', 'secret:BadgeKey-*')],
    stack: arn('cloudformation', `stack/${stack}/*`),
    table: arn('dynamodb', `table/${own}`),
    topics: arn('sns', own),
  };
  const found = resources[group];
  if (found === undefined) throw new Error(`No resources are known for the group "${group}".`);
  return found;
}
