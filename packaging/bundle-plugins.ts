import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import type { Config } from '../shared/config/schema.ts';

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
export const environmentCredentials: Plugin = {
  name: 'environment-credentials',
  setup(hooks) {
    hooks.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ resolveDir }) => ({
      path: 'environment',
      namespace: 'credentials',
      pluginData: resolveDir,
    }));
    hooks.onLoad({ filter: /.*/, namespace: 'credentials' }, ({ pluginData }: { pluginData: string }) => ({
      contents: "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
      resolveDir: pluginData,
      loader: 'js',
    }));
  },
};

/**
 * The SDK generates a class for each error of a service (CodeCommit: 190), and esbuild must keep them all. What
 * their constructors do is done already by the class fields and by JavaScript itself on this Node.js; without it
 * a bundle is a tenth smaller. Tests compare every error of every client with the SDK's own.
 */
export const shortErrorClasses: Plugin = {
  name: 'short-error-classes',
  setup(hooks) {
    // The errors and the class they extend belong together: each sets the prototype that the other one changed.
    const models =
      /@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]models[\\/](?:errors|\w+ServiceException)\.js$/;
    hooks.onLoad({ filter: models }, async ({ path }) => ({
      contents: shortenErrorClasses(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

function shortenErrorClasses(source: string): string {
  return source
    .replace(/\s+Object\.setPrototypeOf\(this, \w+\.prototype\);/g, '')
    .replace(
      /super\(\{\s+name: "\w+",\s+\$fault: "(?:client|server)",\s+\.\.\.opts,\s+\}\);/g,
      'super(opts);',
    )
    .replace(/\s+constructor\((?<options>\w+)\) \{\s+super\(\k<options>\);\s+\}/g, '');
}

/** Puts the validated configuration where a function imports `drawbridge:config`. */
export function bundledConfig(config: Config): Plugin {
  return {
    name: 'bundled-config',
    setup(hooks) {
      hooks.onResolve({ filter: /^drawbridge:config$/ }, () => ({ path: 'config', namespace: 'drawbridge' }));
      hooks.onLoad({ filter: /.*/, namespace: 'drawbridge' }, () => ({
        contents: `export const config = ${JSON.stringify(config)};`,
        loader: 'js',
      }));
    },
  };
}
