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
    z.object({
      integrity: z.string().optional(),
      optionalDependencies: z.record(z.string(), z.string()).default({}),
    }),
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

/** Packages that the public registry does not have, each with the reason; npm cannot check what it installs then. */
const withoutChecksum: Readonly<Record<string, string>> = {};

it('package-lock.json has a checksum for every package, of other platforms too', () => {
  const { packages } = Lock.parse(JSON.parse(textOf('package-lock.json')));
  const installed = Object.entries(packages).filter(([path]) => path !== '');

  const unchecked = installed
    .filter(([, { integrity }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''))
    .map(([path]) => path);

  expect(installed.length).toBeGreaterThan(400);
  expect(unchecked.toSorted()).toEqual(Object.keys(withoutChecksum).toSorted());
});
