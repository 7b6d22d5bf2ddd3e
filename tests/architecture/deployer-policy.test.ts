import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deployerPolicy } from '../../packaging/deployment/deployer-policy.ts';
import type { Template } from '../../packaging/template.ts';
import { root } from '../support/source-files.ts';
import { tourStack } from '../support/tour-stack.ts';

it('docs/deployer-policy.json is what the compiled template takes (npm run fix writes it)', async () => {
  const { templateFile } = await tourStack();
  const template = JSON.parse(readFileSync(templateFile, 'utf8')) as Template;

  const policy = deployerPolicy(template, { service: 'drawbridge', stage: '*', region: '*' });

  expect(JSON.parse(readFileSync(join(root, 'docs', 'deployer-policy.json'), 'utf8'))).toEqual(policy);
});

it('a type of resource of which nobody said what it takes is refused', () => {
  const template: Template = { Resources: { Lake: { Type: 'AWS::LakeFormation::Resource' } } };

  expect(() => deployerPolicy(template, { service: 'drawbridge', stage: '*', region: '*' })).toThrow(
    'It is not known what deploying AWS::LakeFormation::Resource takes: add it to packaging/deployment/deployer-actions.ts.',
  );
});

describe('the policy of a stack with settings', () => {
  const stacks = { service: 'drawbridge', stage: 'prod', region: 'eu-west-1' };
  const template: Template = {
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { PermissionsBoundary: 'arn:aws:iam::111122223333:policy/b' },
      },
    },
  };
  const actionsOf = (policy: ReturnType<typeof deployerPolicy>) =>
    policy.Statement.flatMap(({ Action }) => Action);

  it('has what a property takes, and is for just this stack', () => {
    const policy = deployerPolicy(template, { ...stacks, isProtectionSet: true });

    expect(actionsOf(policy)).toContain('iam:PutRolePermissionsBoundary');
    expect(actionsOf(policy)).toContain('cloudformation:UpdateTerminationProtection');
    expect(policy.Statement.find(({ Sid }) => Sid === 'Stack')?.Resource).toBe(
      'arn:aws:cloudformation:eu-west-1:*:stack/drawbridge-prod/*',
    );
  });

  it('makes nothing itself when a role does, which may be handed to CloudFormation only', () => {
    const serviceRole = 'arn:aws:iam::111122223333:role/maker';

    const policy = deployerPolicy(template, { ...stacks, serviceRole });

    expect(actionsOf(policy)).not.toContain('iam:CreateRole');
    expect(policy.Statement.find(({ Sid }) => Sid === 'ServiceRole')).toEqual({
      Sid: 'ServiceRole',
      Effect: 'Allow',
      Action: ['iam:PassRole'],
      Resource: serviceRole,
      Condition: { StringEquals: { 'iam:PassedToService': ['cloudformation.amazonaws.com'] } },
    });
  });
});
