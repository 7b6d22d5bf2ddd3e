import type { Statement, Template } from '../template.ts';
import { changeResources } from './change-resources.ts';

/** What a role of the template is known by. */
export interface KnownRole {
  /** The service that takes it on, such as `lambda.amazonaws.com`. */
  readonly service: string;
  /** Every action that its policies name. */
  readonly actions: readonly string[];
}

/**
 * Adds a policy of its own to every role, with the statements for that role; a role without any stays as it is. It is
 * apart from the policy of the function's own statements, so that both can be read.
 */
export function grantToRoles(
  template: Template,
  policyName: string,
  statementsFor: (role: KnownRole) => readonly Statement[],
): void {
  changeResources(template, 'AWS::IAM::Role', (properties, logicalId) => {
    const policies = (properties['Policies'] ?? []) as readonly unknown[];
    const actions = [policies, attachedTo(template, logicalId)].flatMap((some) => textsUnder(some, 'Action'));
    const service = textsUnder(properties['AssumeRolePolicyDocument'], 'Service')[0] ?? '';
    const Statement = statementsFor({ service, actions });
    if (Statement.length === 0) return properties;
    const policy = { PolicyName: policyName, PolicyDocument: { Version: '2012-10-17', Statement } };
    return { ...properties, Policies: [...policies, policy] };
  });
}

/** The policies that name the role, or that it names. */
function attachedTo(template: Template, logicalId: string): unknown[] {
  const named = JSON.stringify(template.Resources[logicalId]?.Properties?.['ManagedPolicyArns'] ?? []);
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === 'AWS::IAM::ManagedPolicy' || Type === 'AWS::IAM::Policy')
    .filter(
      ([id, { Properties }]) =>
        named.includes(JSON.stringify({ Ref: id })) ||
        JSON.stringify(Properties?.['Roles'] ?? []).includes(JSON.stringify({ Ref: logicalId })),
    )
    .map(([, { Properties }]) => Properties?.['PolicyDocument']);
}

/** Every text that stands under a key, at any depth. */
function textsUnder(value: unknown, key: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) =>
    name === key ? [one].flat().filter((text) => typeof text === 'string') : textsUnder(one, key),
  );
}
