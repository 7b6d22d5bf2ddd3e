import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withComputedCosts } from '../bench/costs/costs-page.ts';
import { countStack } from '../bench/costs/count-stack.ts';
import { tourConfig } from '../packaging/config-file.ts';
import { packageStack } from '../packaging/package-stack.ts';

// npm run fix runs this: the worked example of docs/costs.md, with the alarms of the stack as it compiles now.
const root = join(import.meta.dirname, '..');
const file = join(root, 'docs', 'costs.md');
const { templateFile } = await packageStack(root, { configFile: tourConfig });
// The framework writes a template; what is counted in it is looked at entry by entry.
const template = JSON.parse(readFileSync(templateFile, 'utf8')) as Parameters<typeof countStack>[0];
writeFileSync(file, withComputedCosts(readFileSync(file, 'utf8'), countStack(template)));
