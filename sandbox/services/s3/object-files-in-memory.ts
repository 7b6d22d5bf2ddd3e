import type { ObjectFiles } from './object-files.ts';

/** Keeps objects in memory, for the simulation and for tests. */
export function objectFilesInMemory(): ObjectFiles {
  const files = new Map<string, Uint8Array>();
  return {
    write(id, bytes) {
      files.set(id, Uint8Array.from(bytes));
    },
    read(id) {
      const bytes = files.get(id);
      if (!bytes) throw new Error(`No object file has the id ${id}`);
      return bytes;
    },
    remove(id) {
      files.delete(id);
    },
  };
}
