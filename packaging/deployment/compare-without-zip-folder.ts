import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Template {
  readonly Resources: Readonly<Record<string, unknown>>;
}

/** The framework's own comparison of what is deployed with what would be (osls 4.3.1). */
interface Comparison {
  normalizeCloudFormationTemplate(template: Template): Template;
}

/**
 * Each packaging gives the zips a folder of their own, named by the time. The framework leaves it out when it compares
 * templates, but for functions only: the build project that runs a function's zip, and its role, name the folder as
 * well, and without this nothing would ever be unchanged.
 */
export function compareWithoutZipFolder(frameworkFolder: string, zipFolder: () => string | undefined): void {
  const load = createRequire(import.meta.url);
  const comparison = load(join(frameworkFolder, 'plugins', 'aws', 'lib', 'normalize-files.js')) as Comparison;
  const original = comparison.normalizeCloudFormationTemplate.bind(comparison);
  comparison.normalizeCloudFormationTemplate = (template) => {
    const folder = zipFolder();
    const normalized = original(template);
    if (folder === undefined) return normalized;
    return JSON.parse(JSON.stringify(normalized).replaceAll(folder, '')) as Template;
  };
}
