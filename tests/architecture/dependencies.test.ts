import { expect, it } from 'vitest';
import * as z from 'zod';
import { textOf } from '../support/source-files.ts';

const Package = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});
const { dependencies, devDependencies } = Package.parse(JSON.parse(textOf('package.json')));

it('every dependency has its sentence in docs/decisions.md, and nothing else has one', () => {
  const described = [...textOf('docs/decisions.md').matchAll(/^\| `(?<name>[^`]+)` \| .{20,} \|$/gm)].map(
    (match) => match.groups?.['name'],
  );

  expect(new Set(described)).toEqual(new Set(Object.keys({ ...dependencies, ...devDependencies })));
});

it('every dependency has an exact version, so that all machines run the same', () => {
  const versions = Object.entries({ ...dependencies, ...devDependencies });

  expect(versions.filter(([, version]) => !/^(?:npm:[a-z]+@)?[0-9]+\.[0-9]+\.[0-9]+$/.test(version))).toEqual(
    [],
  );
});
