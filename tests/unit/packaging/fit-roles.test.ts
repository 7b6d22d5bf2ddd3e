import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fitted, fitRoles } from '../../../packaging/limits/fit-roles.ts';
import type { CloudFormationResource, Statement } from '../../../packaging/template.ts';
import { matchesGlob } from '../../../shared/core/glob.ts';
import { fleetConfig, fleetRepository } from '../../support/fleet-config.ts';
import { aRole, configOf } from './a-role.ts';

const place = { stackName: 'drawbridge-prod', region: 'eu-west-1' };
const fit = (role: CloudFormationResource): Fitted => fitRoles({ Resources: { Role: role } }, place);

describe('a role', () => {
  it('stays as it is while all it names fits into it', () => {
    expect(fit(aRole(configOf(fleetConfig(10, 'by-name'))))).toEqual({ resources: {}, told: [] });
  });

  it('names everything exactly in managed policies, of which it has ten at most', () => {
    const { resources, told } = fit(aRole(configOf(fleetConfig(100, 'by-name'))));

    expect(told).toEqual([
      'Role names everything exactly, with 9 managed policies of its own: a role itself holds 10,240 characters.',
    ]);
    const policies = Object.keys(resources).filter((id) => id !== 'Role');
    expect(policies).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((part) => `RolePolicy${part}`));
    expect(resources['Role']?.Properties?.['ManagedPolicyArns']).toEqual(policies.map((id) => ({ Ref: id })));
    const allowed = resourcesOf(resources, 'codecommit:GetPullRequest');
    expect(allowed).toEqual(
      Array.from({ length: 100 }, (_, index) => arn('codecommit', fleetRepository(index))).sort(),
    );
  });

  it('holds no more than IAM takes, for a thousand repositories with two checks each', () => {
    const { resources } = fit(aRole(configOf(fleetConfig(1000, 'by-name'))));

    const lengths = Object.entries(resources).map(([id, resource]) => [id, lengthOf(resource)] as const);
    expect(lengths.length).toBeLessThanOrEqual(11);
    for (const [id, length] of lengths) expect(length).toBeLessThanOrEqual(id === 'Role' ? 10_240 : 6_144);
  });

  it('then lets in every name, by the longest beginnings, and nothing that begins otherwise', () => {
    const { resources, told } = fit(aRole(configOf(fleetConfig(1000, 'by-name'))));

    const allowed = resourcesOf(resources, 'codecommit:GetPullRequest');
    const isAllowed = (name: string): boolean =>
      allowed.some((pattern) => matchesGlob(pattern, arn('codecommit', name)));
    for (let index = 0; index < 1000; index += 1) expect(isAllowed(fleetRepository(index))).toBe(true);
    expect(isAllowed('team-40-service-40')).toBe(false);
    expect(isAllowed('payroll')).toBe(false);
    expect(told[0]).toMatch(
      /^Role names [0-9]+ of 7000 resources exactly, and the others by [0-9]+ beginnings that they share, such as team-0-service-[0-9]+-?\*: /,
    );
  });

  it('names a pattern as it is, and denies what is left out of it', () => {
    const role = aRole(
      configOf(`
version: 1
defaults: { pull-requests: { builds: { unit: { project: "{repository}-ci" } } } }
repositories: { "pay-*": { except: [pay-old, pay-core-*] }, "pay-core-api": }
`),
    );

    expect(resourcesOf({ Role: role }, 'codecommit:GetPullRequest')).toEqual([
      arn('codecommit', 'pay-*'),
      arn('codecommit', 'pay-core-api'),
    ]);
    // What pay-core-* leaves out another entry takes in again: that is left to the function.
    expect(resourcesOf({ Role: role }, 'codecommit:*')).toEqual([arn('codecommit', 'pay-old')]);
  });

  it('never widens what it denies', () => {
    const except = Array.from({ length: 90 }, (_, index) => `pay-old-${index}`);
    const { resources } = fit(
      aRole(
        configOf(`
version: 1
defaults: { pull-requests: { builds: { unit: { project: "{repository}-ci" } } } }
repositories:
  "pay-*": { except: [${except.join(', ')}] }
${Array.from({ length: 500 }, (_, index) => `  ${fleetRepository(index)}:`).join('\n')}
`),
      ),
    );

    expect(resourcesOf(resources, 'codecommit:*')).toEqual(
      except.map((name) => arn('codecommit', name)).sort(),
    );
  });

  it('is never refused for a thousand names, whatever they have in common', () => {
    const name = fc.stringMatching(/^[a-zA-Z0-9_.-]{60,90}[a-z]$/);

    fc.assert(
      fc.property(fc.array(name, { minLength: 50, maxLength: 60 }), (some) => {
        const repositories = Object.fromEntries(
          Array.from({ length: 1000 }, (_, index) => {
            const builds = { unit: { project: `p${index}-${index ** 3}` }, lint: { project: `q${index}` } };
            return [`${some[index % some.length] ?? ''}${index}`, { pullRequests: { into: ['*'], builds } }];
          }),
        );
        const config = { ...configOf(fleetConfig(1, 'by-name')), repositories };

        expect(() => fit(aRole(config))).not.toThrow();
      }),
      { numRuns: 3 },
    );
  });
});

/** The ARNs that an action is allowed or denied on, in order, as they are in Ireland. */
function resourcesOf(resources: Fitted['resources'], action: string): string[] {
  return Object.values(resources)
    .flatMap(statementsOf)
    .filter(({ Action }) => [Action].flat().includes(action))
    .flatMap(({ Resource }) => Resource as { 'Fn::Sub': string }[])
    .map(completed)
    .sort();
}

function statementsOf({ Properties = {} }: CloudFormationResource): readonly Statement[] {
  const inline = (Properties['Policies'] ?? []) as { PolicyDocument: { Statement: Statement[] } }[];
  const own = Properties['PolicyDocument'] as { Statement: Statement[] } | undefined;
  return [...inline.flatMap(({ PolicyDocument }) => PolicyDocument.Statement), ...(own?.Statement ?? [])];
}

/** As IAM counts it: without white space, each ARN as it is in the end. */
function lengthOf(resource: CloudFormationResource): number {
  const document = { Version: '2012-10-17', Statement: statementsOf(resource) };
  return JSON.stringify(document, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && 'Fn::Sub' in part
      ? completed(part as { 'Fn::Sub': string })
      : typeof part === 'object' && part !== null && 'Fn::GetAtt' in part
        ? 'arn:aws:dynamodb:eu-west-1:111122223333:table/drawbridge-prod-Table-1A2B3C4D5E6F'
        : part,
  ).length;
}

function completed({ 'Fn::Sub': text }: { 'Fn::Sub': string }): string {
  return text
    .replace('${AWS::Partition}', 'aws')
    .replace('${AWS::Region}', 'eu-west-1')
    .replace('${AWS::AccountId}', '111122223333');
}

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
}
