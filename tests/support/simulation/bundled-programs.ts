import { bundleForBuild, bundleFunctions } from '../../../packaging/bundle-function.ts';
import { type BundleFiles, loadBundle } from '../load-bundle.ts';
import { root } from '../source-files.ts';
import { configOfTour } from '../tour-stack.ts';
import type { Programs } from './programs.ts';

/** Each function's `assemble.ts`, and the name under which it gives the function. */
const entries = {
  'validate-pull-request': 'validatePullRequest',
  'report-build': 'reportBuild',
  sweep: 'sweep',
  'replicate-repository': 'replicateRepository',
  'back-up-repository': 'backUpRepository',
} as const satisfies Partial<Record<keyof Programs, string>>;

type Name = keyof typeof entries;
const names = Object.keys(entries) as Name[];

/**
 * The programs as packaging bundles them: the same code makes them, with the same settings and plug-ins, and the late
 * modules are byte for byte those of the zips. Only the entry is another one, `assemble.ts` and not `handler.ts`, so
 * that clients and clock can be handed in: what the handler adds is the environment and the log line.
 * `folder` holds other sources than this project's, for a test that breaks them.
 */
export async function bundledPrograms(folder: string = root): Promise<Programs> {
  const config = configOfTour();
  const bundles = await bundleFunctions({ folder, config, entries: names.map(entryOf) });
  const build = await bundleForBuild({
    folder,
    config,
    entry: 'functions/replicate-repository/assemble-build.ts',
  });
  const functions = names.map((name, index) => {
    const files = filesOf(name, bundles[index]);
    return [name, exportOf(files, `${placeOf(name)}/assemble.js`, entries[name])] as const;
  });
  const runner = exportOf({ [build.path]: build.code }, build.path, 'replicationBuild');
  // What a bundle exports is what its entry does: these are the sources' own types.
  return Object.fromEntries([...functions, ['replication-runner', runner]]) as unknown as Programs;
}

const placeOf = (name: Name) => `functions/${name}`;
const entryOf = (name: Name) => `${placeOf(name)}/assemble.ts`;

/** As they would lie in the zip. */
function filesOf(
  name: Name,
  bundle: Awaited<ReturnType<typeof bundleFunctions>>[number] | undefined,
): BundleFiles {
  if (bundle === undefined) throw new Error(`There is no bundle of ${name}`);
  return Object.fromEntries([
    [`${placeOf(name)}/assemble.js`, bundle.code],
    ...bundle.late.map(({ path, code }) => [`${placeOf(name)}/${path}`, code] as const),
  ]);
}

function exportOf(files: BundleFiles, entry: string, name: string): unknown {
  const exported = loadBundle(files, entry, { modules: { 'fs/promises': noFiles } }) as Record<
    string,
    unknown
  >;
  if (exported[name] === undefined) throw new Error(`${entry} does not export ${name}`);
  return exported[name];
}

/** Lambda has no configuration files of AWS's; to look for some would take real time, which a run has none of. */
const noFiles = {
  readFile: (path: string) =>
    Promise.reject(Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' })),
};
