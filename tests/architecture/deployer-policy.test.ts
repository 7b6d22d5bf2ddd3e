import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
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
