import type { LfsFinding } from '../../shared/git/types.ts';
import type { FileFindings } from './look-into-files.ts';

/** What stays behind, a sentence each: what exists by what was seen, and what git never carries. */
export function notCarried(
  seen: { readonly otherRefs: number; readonly lfs: LfsFinding } & FileFindings,
): string[] {
  const sentences = [
    'Pull requests, issues, settings, webhooks and permissions are not part of git and stay where they are.',
  ];
  if (seen.otherRefs > 0)
    sentences.push(
      `${plural(seen.otherRefs, 'other ref')} (pull requests, notes and the like) ${seen.otherRefs === 1 ? 'was' : 'were'} left: only branches and tags are migrated.`,
    );
  const lfs = aboutLargeFiles(seen);
  if (lfs !== undefined) sentences.push(lfs);
  if (seen.submodules.length > 0)
    sentences.push(
      `${plural(seen.submodules.length, 'submodule')} (${seen.submodules.join(', ')}) still ${seen.submodules.length === 1 ? 'names its' : 'name their'} own address: migrate ${seen.submodules.length === 1 ? 'it' : 'them'} too, and change .gitmodules.`,
    );
  return sentences;
}

function aboutLargeFiles({ lfs, lfsPatterns }: { lfs: LfsFinding } & FileFindings): string | undefined {
  const { length } = lfs.pointers;
  if (length === 0 && lfsPatterns.length === 0) return undefined;
  const patterns = lfsPatterns.length === 0 ? '' : ` (${lfsPatterns.join(', ')})`;
  const number =
    lfs.complete && length > 0
      ? plural(length, 'file')
      : length > 0
        ? `At least ${plural(length, 'file')}`
        : 'Files';
  const verb = number === '1 file' ? 'is kept' : 'are kept';
  return `${number}${patterns} ${verb} by Git LFS: what was migrated only points to the contents, which \`git lfs fetch --all\` gets from the source.`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
