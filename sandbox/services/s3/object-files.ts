import { defineBackend } from '../../kernel/world.ts';

/** Where the bytes of objects lie. Everything else about an object is plain state. */
export interface ObjectFiles {
  write(id: string, bytes: Uint8Array): void | Promise<void>;
  /** The bytes of a file that was written before; fails for any other id. */
  read(id: string): Uint8Array | Promise<Uint8Array>;
  remove(id: string): void | Promise<void>;
}

export const objectFiles = defineBackend<ObjectFiles>('s3-object-files');
