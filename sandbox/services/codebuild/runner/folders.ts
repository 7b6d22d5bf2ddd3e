import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scope } from '../../../kernel/world.ts';
import type { Build } from '../build.ts';

/** Where one build works. Everything lies below `root`, which goes away with the build. */
export interface Folders {
  readonly root: string;
  readonly source: string;
  /** By source identifier. */
  readonly secondarySources: Readonly<Record<string, string>>;
  readonly home: string;
  readonly temporary: string;
  readonly shell: string;
}

/** Makes the folders of a build. */
export async function makeFolders({ world }: Scope, build: Readonly<Build>): Promise<Folders> {
  const uuid = build.id.slice(build.id.indexOf(':') + 1);
  const root = join(world.folder, 'builds', uuid);
  const identifiers = build.secondarySources.flatMap(({ sourceIdentifier: id }) => (id ? [id] : []));
  const folders: Folders = {
    root,
    source: join(root, 'src'),
    secondarySources: Object.fromEntries(identifiers.map((id) => [id, join(root, `src-${id}`)])),
    home: join(root, 'home'),
    temporary: join(root, 'tmp'),
    shell: join(root, 'shell'),
  };
  const { source, home, temporary, shell, secondarySources } = folders;
  for (const folder of [source, home, temporary, shell, ...Object.values(secondarySources)]) {
    await mkdir(folder, { recursive: true });
  }
  return folders;
}
