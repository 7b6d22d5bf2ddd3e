/**
 * The patterns that a `.gitattributes` file gives to Git LFS (gitattributes(5): `<pattern> filter=lfs`); none when
 * it does not use it. A later line may take a pattern back, which is not followed: this only warns.
 */
export function readLfsAttributes(gitattributes: string): string[] {
  return gitattributes
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([pattern = '', ...attributes]) => !/^[#[]|^$/.test(pattern) && attributes.includes('filter=lfs'))
    .map(([pattern = '']) => pattern);
}
