import type { CloudFormationResource, Statement, Template } from '../template.ts';
import { type FittedRole, fitRole } from './fit-role.ts';
import { policyLengths, type StackPlace } from './policy-length.ts';

/** What has to change in a template, and what a person who packages wants to know of it. */
export interface Fitted {
  readonly resources: Readonly<Record<string, CloudFormationResource>>;
  readonly told: readonly string[];
}

/**
 * The roles whose statements are longer than a role may hold, with what holds the rest. A role that fits stays as it
 * is. Throws when a role cannot be made to fit.
 */
export function fitRoles(template: Template, place: StackPlace): Fitted {
  const lengthOf = policyLengths(place);
  const fitted = Object.entries(template.Resources).flatMap(([id, role]) => {
    // The first policy holds what the configuration names; others are short.
    const [own, ...others] = role.Type === 'AWS::IAM::Role' ? policiesOf(role) : [];
    if (own === undefined) return [];
    const taken = others.reduce((sum, { PolicyDocument }) => sum + lengthOf(PolicyDocument), 0);
    const made = fitRole(own.PolicyDocument.Statement, {
      lengthOf,
      taken,
      attached: attachedTo(role).length,
    });
    if (made === undefined)
      throw new Error(
        `${id} needs more than a role and ten managed policies hold, even with beginnings for names. Deploy a second stage for a part of drawbridge.yml.`,
      );
    return made.managed.length === 0 ? [] : [{ id, role, made }];
  });
  return {
    resources: Object.fromEntries(fitted.flatMap(resourcesOf)),
    told: fitted.map(({ id, made }) => tell(id, made)),
  };
}

function resourcesOf(parts: {
  readonly id: string;
  readonly role: CloudFormationResource;
  readonly made: FittedRole;
}): [string, CloudFormationResource][] {
  const { id, role, made } = parts;
  const managed = made.managed.map((Statement, index): [string, CloudFormationResource] => [
    `${id}Policy${index + 1}`,
    {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        // Another description would be another policy, and while both are attached a role may have too many.
        Description: `Names of drawbridge.yml that ${id} may use`,
        PolicyDocument: { Version: '2012-10-17', Statement },
      },
    },
  ]);
  const [own, ...others] = policiesOf(role);
  const Properties = {
    ...role.Properties,
    // The role names its policies, and not they the role: so nothing takes the role on before it may all it needs.
    ManagedPolicyArns: [...attachedTo(role), ...managed.map(([policyId]) => ({ Ref: policyId }))],
    Policies: [{ ...own, PolicyDocument: { Version: '2012-10-17', Statement: made.inline } }, ...others],
  };
  return [[id, { ...role, Properties }], ...managed];
}

interface Policy {
  readonly PolicyName: string;
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

function policiesOf({ Properties }: CloudFormationResource): readonly Policy[] {
  return (Properties?.['Policies'] ?? []) as readonly Policy[];
}

function attachedTo({ Properties }: CloudFormationResource): readonly unknown[] {
  return (Properties?.['ManagedPolicyArns'] ?? []) as readonly unknown[];
}

function tell(id: string, { managed, widened }: FittedRole): string {
  const room = 'a role itself holds 10,240 characters';
  const policies = managed.length === 1 ? 'one managed policy' : `${managed.length} managed policies`;
  if (widened === undefined) return `${id} names everything exactly, with ${policies} of its own: ${room}.`;
  const { names, exact, beginnings, example } = widened;
  return `${id} names ${exact} of ${names} resources exactly, and the others by ${beginnings} beginnings that they share, such as ${example}: ${room}, and ten managed policies 6,144 each. Nothing else is let in than what begins so. Patterns in drawbridge.yml say what is meant; a second stage keeps more names exact.`;
}
