import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tourConfig } from '../packaging/config-file.ts';
import { deployerPolicy } from '../packaging/deployment/deployer-policy.ts';
import { packageStack } from '../packaging/package-stack.ts';
import type { Template } from '../packaging/template.ts';

// npm run fix runs this: what whoever deploys must be allowed, from a compiled template that has every part.
const root = join(import.meta.dirname, '..');
const { templateFile } = await packageStack(root, { configFile: tourConfig });
const template = JSON.parse(readFileSync(templateFile, 'utf8')) as Template;
const policy = deployerPolicy(template, { service: 'drawbridge', stage: '*', region: '*' });
writeFileSync(join(root, 'docs', 'deployer-policy.json'), `${JSON.stringify(policy, undefined, 2)}\n`);
