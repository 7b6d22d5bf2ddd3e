import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { tourConfig } from './packaging/config-file.ts';
import { readConfig } from './packaging/read-config.ts';

if (!process.versions.node.startsWith('24.'))
  throw new Error(
    `The tests run on Node.js 24, and this is ${process.versions.node}: start them with npm test.`,
  );

/** The kinds of tests, each a folder of tests/. */
const KINDS = ['unit', 'contract', 'simulation', 'sandbox', 'browser', 'architecture'];

/** Against hanging, and the only limit of time there is: no test asks how fast the machine is. */
const HANGS_AFTER_MS = 15 * 60_000;

const CONFIG_MODULE = 'drawbridge:config';

export default defineConfig({
  plugins: [
    {
      // In a bundle esbuild puts the configuration here (packaging/bundle-function.ts).
      name: 'bundled-config',
      resolveId: (id) => (id === CONFIG_MODULE ? `\0${CONFIG_MODULE}` : null),
      load: (id) =>
        id === `\0${CONFIG_MODULE}`
          ? Object.entries(readConfig(import.meta.dirname, tourConfig))
              .map(([name, part]) => `export const ${name} = ${JSON.stringify(part)};`)
              .join('\n')
          : null,
    },
  ],
  test: {
    // Half of the tests wait for processes and sockets; one worker for each core keeps all of them busy.
    maxWorkers: '100%',
    testTimeout: HANGS_AFTER_MS,
    hookTimeout: HANGS_AFTER_MS,
    teardownTimeout: HANGS_AFTER_MS,
    expect: { poll: { timeout: HANGS_AFTER_MS } },
    projects: KINDS.map(
      (name): TestProjectInlineConfiguration => ({
        extends: true,
        test: {
          name,
          include: [`tests/${name}/**/*.test.ts`],
          ...(name === 'browser' && { globalSetup: 'tests/support/unpack-chromium.ts' }),
        },
      }),
    ),
  },
});
