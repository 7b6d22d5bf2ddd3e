import { createRequire } from 'node:module';
import { posix } from 'node:path';
import { compileFunction } from 'node:vm';

/** The files of a function's zip, or of what would become one, by their path in it. */
export type BundleFiles = Readonly<Record<string, Uint8Array>>;

/** What the code of a bundle finds in place of what this process has. */
export interface Surroundings {
  /** Global names: `process`, `Date`. */
  readonly globals?: Readonly<Record<string, unknown>>;
  /** Modules of Node's. */
  readonly modules?: Readonly<Record<string, unknown>>;
}

const builtin = createRequire(import.meta.url);

/**
 * Evaluates a bundle anew, as a process of Lambda's does when it starts, and gives what it exports. A late module is
 * evaluated by itself when it is first needed. Fails for a file that is not there.
 */
export function loadBundle(files: BundleFiles, entry: string, surroundings: Surroundings = {}): unknown {
  const { globals = {}, modules = {} } = surroundings;
  const loaded = new Map<string, { exports: unknown }>();
  const load = (path: string): unknown => {
    const known = loaded.get(path);
    if (known) return known.exports;
    const code = files[path];
    if (code === undefined) throw new Error(`The bundle has no ${path}`);
    const module = { exports: {} as unknown };
    loaded.set(path, module);
    const require = (name: string): unknown => {
      if (name.startsWith('.')) return load(posix.join(posix.dirname(path), name));
      return modules[name.replace(/^node:/, '')] ?? builtin(name);
    };
    const own = { module, exports: module.exports, require, ...globals };
    const run = compileFunction(Buffer.from(code).toString(), Object.keys(own), { filename: path });
    run(...Object.values(own));
    return module.exports;
  };
  return load(entry);
}
