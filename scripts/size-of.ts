/** A number of bytes as people read it: `812 bytes`, `12.3 kB`, `12.3 MB`; thousands, as disks and networks count. */
export function sizeOf(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
