/** What of `.gitattributes` is given to Git LFS. */
export interface LfsAttributes {
  readonly patterns: readonly string[];
  /** What of it is not among them; a sentence for people. */
  readonly cut?: string;
}

/** A file of a megabyte is nobody's: what is listed is for people to recognise it by. */
const mostCharacters = 100_000;
const mostPatterns = 50;
const mostOfPattern = 100;

/**
 * The patterns that a `.gitattributes` file gives to Git LFS (gitattributes(5): `<pattern> filter=lfs`); none when
 * it does not use it. A later line may take a pattern back, which is not followed: this only warns. Of a file that is
 * too long only the beginning is read, and it is told.
 */
export function readLfsAttributes(gitattributes: string): LfsAttributes {
  const found = patternsOf(gitattributes.slice(0, mostCharacters));
  const patterns = found.slice(0, mostPatterns).map(shorten);
  const sentences = [
    gitattributes.length > mostCharacters &&
      `Of .gitattributes, which has ${number(gitattributes.length)} characters, only the first ${number(mostCharacters)} were read.`,
    found.length > mostPatterns &&
      `Of ${number(found.length)} patterns in .gitattributes that go to Git LFS, the first ${mostPatterns} are listed.`,
  ].filter((sentence) => sentence !== false);
  return { patterns, ...(sentences.length > 0 && { cut: sentences.join(' ') }) };
}

function patternsOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([pattern = '', ...attributes]) => !/^[#[]|^$/.test(pattern) && attributes.includes('filter=lfs'))
    .map(([pattern = '']) => pattern);
}

function shorten(pattern: string): string {
  const characters = [...pattern];
  return characters.length <= mostOfPattern ? pattern : `${characters.slice(0, mostOfPattern - 1).join('')}…`;
}

function number(count: number): string {
  return count.toLocaleString('en');
}
