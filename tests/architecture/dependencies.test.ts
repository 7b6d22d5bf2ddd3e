import { expect, it } from 'vitest';
import * as z from 'zod';
import { textOf } from '../support/source-files.ts';

const Package = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});
const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({ optionalDependencies: z.record(z.string(), z.string()).default({}) }),
  ),
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

it('package-lock.json has an entry for every optional package, of other platforms too, or npm ci refuses it', () => {
  const { packages } = Lock.parse(JSON.parse(textOf('package-lock.json')));
  const names = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')));

  const missing = Object.values(packages)
    .flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies))
    .filter((name) => !names.has(name));

  expect(missing).toEqual([]);
});
