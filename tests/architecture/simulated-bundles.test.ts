import { describe, expect, it } from 'vitest';
import { packagedFunctions } from '../../bench/packaged-functions.ts';
import { bundleFunctions } from '../../packaging/bundle-function.ts';
import { filesBelow, root } from '../support/source-files.ts';
import { configOfTour } from '../support/tour-stack.ts';

// The simulation plays bundles of each function's assemble.ts (tests/support/simulation/bundled-programs.ts), and the
// zips hold bundles of its handler.ts: they must not differ in anything but what a handler is for; that is also what
// it redacts its log lines and its errors with, where the function itself redacts nothing.
const handlersOwn =
  /^(?:functions\/[a-z-]+\/handler\.ts|shared\/runtime\/(?:environment|lambda-stack|measure-event|system)\.ts|shared\/redact\/(?:kinds\/)?[a-z-]+\.ts|drawbridge:config|node_modules\/(?:@middy|@aws-lambda-powertools|@aws\/lambda-invoke-store)\/.*)$/;

const handlers = filesBelow('functions', /\/handler\.ts$/);
const assemblies = handlers.map((path) => path.replace('handler.ts', 'assemble.ts'));
const bundle = (entries: readonly string[]) =>
  bundleFunctions({ folder: root, config: configOfTour(), entries });

describe('what the simulation plays', async () => {
  const [packaged, assembled] = await Promise.all([bundle(handlers), bundle(assemblies)]);
  const zips = await packagedFunctions();

  it.each(handlers.map((path, index) => [path, index] as const))(
    'has the modules of %s, but for those that a handler adds',
    (_path, index) => {
      const [inHandler = [], inAssembly = []] = [packaged, assembled].map((bundles) =>
        Object.keys(bundles[index]?.metafile.inputs ?? {}),
      );
      const known = new Set(inAssembly);

      expect(inAssembly.length).toBeGreaterThan(10);
      expect(inHandler.filter((path) => !known.has(path) && !handlersOwn.test(path))).toEqual([]);
      expect(inAssembly.filter((path) => !inHandler.includes(path))).toEqual([]);
    },
  );

  it('has the late modules of the zips, byte for byte', () => {
    const digests = (modules: readonly (readonly [string, Uint8Array])[]) =>
      modules.map(([path, code]) => `${path} ${Buffer.from(code).toString('base64')}`).toSorted();
    const late = assemblies.flatMap((path, index) =>
      (assembled[index]?.late ?? []).map(
        (module) => [path.replace('assemble.ts', module.path), module.code] as const,
      ),
    );
    const inZips = zips.flatMap(({ files }) =>
      Object.entries(files).filter(([path]) => path.includes('/late/')),
    );

    expect(late.length).toBeGreaterThan(5);
    expect(digests(late)).toEqual(digests(inZips));
  });
});
