import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { tourConfig } from './packaging/config-file.ts';
import { readConfig } from './packaging/read-config.ts';

if (!process.versions.node.startsWith('24.'))
  throw new Error(
    `The tests run on Node.js 24, and this is ${process.versions.node}: start them with npm test.`,
  );

/** The kinds of tests, each a folder of tests/, and how long one test may take at most. */
const KINDS: Readonly<Record<string, number>> = {
  unit: 5_000,
  contract: 20_000,
  simulation: 60_000,
  sandbox: 120_000,
  browser: 120_000,
  architecture: 30_000,
};

// Real processes and sockets on a machine that does other things too: what fails once and not twice is the machine's.
const withProcesses: ReadonlySet<string> = new Set(['contract', 'sandbox', 'browser']);

const CONFIG_MODULE = 'drawbridge:config';

export default defineConfig({
  plugins: [
    {
      // In a bundle esbuild puts the configuration here (packaging/bundle-function.ts).
      name: 'bundled-config',
      resolveId: (id) => (id === CONFIG_MODULE ? `\0${CONFIG_MODULE}` : null),
      load: (id) =>
        id === `\0${CONFIG_MODULE}`
          ? `export const config = ${JSON.stringify(readConfig(import.meta.dirname, tourConfig))};`
          : null,
    },
  ],
  test: {
    // Half of the tests wait for processes and sockets; one worker for each core keeps all of them busy.
    maxWorkers: '100%',
    projects: Object.entries(KINDS).map(
      ([name, testTimeout]): TestProjectInlineConfiguration => ({
        extends: true,
        test: {
          name,
          include: [`tests/${name}/**/*.test.ts`],
          testTimeout,
          hookTimeout: testTimeout,
          retry: withProcesses.has(name) ? 1 : 0,
        },
      }),
    ),
  },
});
