import type { Plugin } from 'esbuild';
import type { Config } from '../shared/config/schema.ts';
import { writeRepositories } from './write-repositories.ts';

/**
 * Puts the validated configuration where a function imports `drawbridge:config`: each part an export of its own, so
 * that a bundle holds the parts that its function reads.
 */
export function bundledConfig(config: Config): Plugin {
  const { repositories, version: _, ...parts } = config;
  const contents = [
    `export const repositories = ${writeRepositories(repositories)};`,
    ...Object.entries(parts).map(([name, part]) => `export const ${name} = ${JSON.stringify(part)};`),
  ].join('\n');
  return {
    name: 'bundled-config',
    setup(hooks) {
      hooks.onResolve({ filter: /^drawbridge:config$/ }, () => ({ path: 'config', namespace: 'drawbridge' }));
      hooks.onLoad({ filter: /.*/, namespace: 'drawbridge' }, () => ({ contents, loader: 'js' }));
    },
  };
}
