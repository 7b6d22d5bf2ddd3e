import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './source-files.ts';

/**
 * A folder of its own with the project's packages, some of its files copied, and others written for the test.
 * `remove` deletes it again.
 */
export function temporaryProject(parts: {
  copy: readonly string[];
  write: Readonly<Record<string, string>>;
}): {
  folder: string;
  remove: () => void;
} {
  const folder = mkdtempSync(join(tmpdir(), 'drawbridge-project-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const path of parts.copy) cpSync(join(root, path), join(folder, path), { recursive: true });
  for (const [path, text] of Object.entries(parts.write)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
