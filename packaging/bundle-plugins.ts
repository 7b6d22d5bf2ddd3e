import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * An import of `node:http` evaluates every lazy part of that module, WebSocket and with it undici among them,
 * which costs 15 to 22 ms of a start. `process.getBuiltinModule` hands out the module as it is.
 */
export const builtinHttp: Plugin = {
  name: 'builtin-http',
  setup(hooks) {
    hooks.onResolve({ filter: /^(?:node:)?(?:http|https|http2)$/ }, ({ path }) => ({
      path: path.replace('node:', ''),
      namespace: 'builtin-http',
    }));
    hooks.onLoad({ filter: /.*/, namespace: 'builtin-http' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('node:${path}');`,
      loader: 'js',
    }));
  },
};

/**
 * Lambda hands a function its role's credentials in the environment. Without this the SDK also brings the
 * clients of every other way to sign in (SSO, web identity, EC2, processes): a fifth of a bundle.
 */
export const environmentCredentials = credentialsBy(
  "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
);

/**
 * CodeBuild hands a build its role's credentials at an address in the environment, renewed while it runs (user
 * guide, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI). Keys in the environment come first, as in the SDK's own chain.
 */
export const buildCredentials = credentialsBy(`
  import { fromEnv } from '@aws-sdk/credential-provider-env';
  import { fromHttp } from '@aws-sdk/credential-provider-http';
  export const defaultProvider = (init) => (process.env.AWS_ACCESS_KEY_ID ? fromEnv(init) : fromHttp(init));
`);

/** Puts a module in place of the SDK's chain of all ways to sign in. */
function credentialsBy(contents: string): Plugin {
  return {
    name: 'credentials',
    setup(hooks) {
      hooks.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ resolveDir }) => ({
        path: 'provider',
        namespace: 'credentials',
        pluginData: resolveDir,
      }));
      hooks.onLoad({ filter: /.*/, namespace: 'credentials' }, ({ pluginData }: { pluginData: string }) => ({
        contents,
        resolveDir: pluginData,
        loader: 'js',
      }));
    },
  };
}

/**
 * A module of ours that is imported where it is needed (`await import('…')`) stays out of the bundle and becomes a
 * file of its own, so that no start pays for what most runs never do. Which modules these are is put into `found`.
 */
export function lateModules(found: Set<string>): Plugin {
  return {
    name: 'late-modules',
    setup(hooks) {
      // Only our own imports end in .ts: asking for every import of the SDK would take seconds.
      hooks.onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ kind, path, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        found.add(join(resolveDir, path));
        return { path: `./late/${basename(path, '.ts')}.js`, external: true };
      });
    },
  };
}

/**
 * The SDK loads its event streams when an operation has one, and none of ours has. Left in, this one late import
 * makes esbuild keep the modules it shares with everything else apart and whole: a fifth of a start.
 */
export const noEventStreams: Plugin = {
  name: 'no-event-streams',
  setup(hooks) {
    hooks.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: 'event-streams', namespace: 'left-out' } : undefined,
    );
    hooks.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({
      contents: `throw new Error('The bundle was made without ${path}: packaging/bundle-plugins.ts');`,
      loader: 'js',
    }));
  },
};

/**
 * The SDK registers a class with a schema for every error that a service knows, nearly two hundred for CodeCommit: a
 * fifth of a bundle, and made at each start. Without them an error is the service's base exception with the same name
 * and message, and names are all we go by (shared/aws/translate-error.ts).
 */
export const noErrorClasses: Plugin = {
  name: 'no-error-classes',
  setup(hooks) {
    hooks.onLoad(
      { filter: /@aws-sdk[/\\]client-[^/\\]+[/\\]dist-es[/\\]schemas[/\\]schemas_0\.js$/ },
      async ({ path }) => ({
        // Kind -3 is an error. The base exceptions are in a namespace of their own, and stay.
        contents: (await readFile(path, 'utf8'))
          .replaceAll(/^n0_registry\.registerError\(.*\);$/gm, '')
          .replaceAll(/^export (?:var|const) \w+\$ = \[-3, n0,[^;]*\];$/gm, ''),
        loader: 'js',
      }),
    );
  },
};
