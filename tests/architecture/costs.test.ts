import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withComputedCosts } from '../../bench/costs/costs-page.ts';
import { countStack } from '../../bench/costs/count-stack.ts';
import { root } from '../support/source-files.ts';
import { tourStack } from '../support/tour-stack.ts';

it('tells in docs/costs.md what the stack costs as it compiles now (npm run fix writes it)', async () => {
  const { templateFile } = await tourStack();
  const template = JSON.parse(readFileSync(templateFile, 'utf8')) as Parameters<typeof countStack>[0];
  const page = readFileSync(join(root, 'docs', 'costs.md'), 'utf8');

  expect(page).toBe(withComputedCosts(page, countStack(template)));
});
