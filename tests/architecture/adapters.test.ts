import { expect, it } from 'vitest';
import { filesBelow, textOf } from '../support/source-files.ts';

it('every operation that the product asks of AWS has a row that tells what may be answered', () => {
  const operationsIn = (files: readonly string[], pattern: RegExp) =>
    new Set(files.flatMap((file) => [...textOf(file).matchAll(pattern)].map(([, name = '']) => name)));
  const asked = operationsIn(
    [...filesBelow('shared', /\.ts$/), ...filesBelow('functions', /\.ts$/)],
    /\bnew (\w+)Command\(/g,
  );
  const rows = operationsIn(
    filesBelow('tests/contract/aws', /\.test\.ts$/),
    /^ *operation: 'client-[\w-]+ (\w+)',$/gm,
  );

  expect(asked.size).toBeGreaterThan(20);
  expect([...asked].filter((operation) => !rows.has(operation))).toEqual([]);
});
