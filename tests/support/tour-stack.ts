import { tourConfig } from '../../packaging/config-file.ts';
import { type PackagedStack, packageStack } from '../../packaging/package-stack.ts';
import { readConfig } from '../../packaging/read-config.ts';
import type { Config } from '../../shared/config/schema.ts';
import { root } from './source-files.ts';

/** The packaged stack that most tests are about: that of the tour, whatever the user's own drawbridge.yml says. */
export function tourStack(): Promise<PackagedStack> {
  return packageStack(root, { configFile: tourConfig });
}

/** What the functions of that stack are configured with. */
export function configOfTour(): Config {
  return readConfig(root, tourConfig);
}
