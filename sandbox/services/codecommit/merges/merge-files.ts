import type { FileEntry, Files } from '../objects/git-backend.ts';
import { mergeLines, type ThreeVersions } from './line-merge.ts';

/** How a request wants conflicts found and settled. */
export interface MergeChoices {
  readonly level: 'FILE_LEVEL' | 'LINE_LEVEL';
  readonly strategy: 'NONE' | 'ACCEPT_SOURCE' | 'ACCEPT_DESTINATION' | 'AUTOMERGE';
}

/** A path that both sides changed differently, and could not be settled by the chosen strategy. */
export interface FileConflict {
  readonly path: string;
  readonly versions: ThreeVersions<FileEntry | undefined>;
  readonly contentConflict: boolean;
  readonly fileModeConflict: boolean;
  readonly objectTypeConflict: boolean;
  readonly numberOfConflicts: number;
}

/** Where the merge reads contents and puts merged ones. */
export interface Blobs {
  read(id: string): Promise<Buffer>;
  write(data: Buffer): Promise<string>;
}

/** The files of a merge. Paths in conflict are as in the destination. */
export interface MergedFiles {
  readonly files: Map<string, FileEntry>;
  readonly conflicts: FileConflict[];
}

type Versions = ThreeVersions<FileEntry | undefined>;

/** Merges the files of two versions path by path. Renames are a deletion and an addition, as in GetDifferences. */
export async function mergeFiles(
  versions: ThreeVersions<Files>,
  choices: MergeChoices,
  blobs: Blobs,
): Promise<MergedFiles> {
  const { base, source, destination } = versions;
  const files = new Map(destination);
  const conflicts: FileConflict[] = [];
  for (const path of new Set([...base.keys(), ...source.keys()])) {
    const three: Versions = {
      base: base.get(path),
      source: source.get(path),
      destination: destination.get(path),
    };
    if (same(three.source, three.base) || same(three.source, three.destination)) continue;
    const merged = same(three.destination, three.base)
      ? { file: three.source }
      : await mergeFile(path, three, { choices, blobs });
    if ('conflict' in merged) conflicts.push(merged.conflict);
    else if (merged.file === undefined) files.delete(path);
    else files.set(path, merged.file);
  }
  conflicts.push(...typeConflicts(files, versions));
  return { files, conflicts };
}

type FileResult = { readonly file: FileEntry | undefined } | { readonly conflict: FileConflict };

interface How {
  readonly choices: MergeChoices;
  readonly blobs: Blobs;
}

/** A file that both sides have. */
interface BothChanged {
  readonly base: FileEntry | undefined;
  readonly source: FileEntry;
  readonly destination: FileEntry;
}

async function mergeFile(path: string, versions: Versions, how: How): Promise<FileResult> {
  const { base, source, destination } = versions;
  const accepts = isAccepting(how.choices);
  if (source === undefined || destination === undefined) {
    const kept = how.choices.strategy === 'ACCEPT_SOURCE' ? source : destination;
    return accepts ? { file: kept } : conflictOf(path, versions, { content: 1, mode: false });
  }
  const both: BothChanged = { base, source, destination };
  const content = await mergeContent(both, how);
  const mode = mergeMode(both, how.choices);
  if (!accepts && (content.conflicts > 0 || mode.conflict))
    return conflictOf(path, versions, { content: content.conflicts, mode: mode.conflict });
  return { file: { mode: mode.mode, id: content.id } };
}

function isAccepting({ strategy }: MergeChoices): boolean {
  return strategy === 'ACCEPT_SOURCE' || strategy === 'ACCEPT_DESTINATION';
}

function isByLine({ level, strategy }: MergeChoices): boolean {
  return level === 'LINE_LEVEL' || strategy === 'AUTOMERGE';
}

/** The side that a strategy gives the word to; the destination where it gives it to none. */
function preferred({ strategy }: MergeChoices): 'source' | 'destination' {
  return strategy === 'ACCEPT_SOURCE' ? 'source' : 'destination';
}

function mergeMode(both: BothChanged, choices: MergeChoices): { mode: string; conflict: boolean } {
  const { base, source, destination } = both;
  if (source.mode === base?.mode) return { mode: destination.mode, conflict: false };
  if (destination.mode === base?.mode || source.mode === destination.mode)
    return { mode: source.mode, conflict: false };
  return { mode: both[preferred(choices)].mode, conflict: true };
}

/** The blob that holds both changes; with conflicts, the one of the strategy's side. */
async function mergeContent(both: BothChanged, how: How): Promise<{ id: string; conflicts: number }> {
  const { base, source, destination } = both;
  if (source.id === destination.id || source.id === base?.id) return { id: destination.id, conflicts: 0 };
  if (destination.id === base?.id) return { id: source.id, conflicts: 0 };
  const texts = isByLine(how.choices) ? await textsOf(both, how.blobs) : undefined;
  const whole = both[preferred(how.choices)].id;
  if (texts === undefined) return { id: whole, conflicts: 1 };
  const { text, conflicts } = mergeLines(texts, preferred(how.choices));
  if (conflicts > 0 && !isAccepting(how.choices)) return { id: whole, conflicts };
  return { id: await how.blobs.write(Buffer.from(text, 'latin1')), conflicts };
}

/** The three texts, or nothing when one of them is none. Bytes as Latin-1: each survives, whatever the encoding. */
async function textsOf(both: BothChanged, blobs: Blobs): Promise<ThreeVersions<string> | undefined> {
  const { base, source, destination } = both;
  if (!isPlain(source) || !isPlain(destination)) return undefined;
  const [old, theirs, ours] = await Promise.all([
    base === undefined ? Buffer.alloc(0) : blobs.read(base.id),
    blobs.read(source.id),
    blobs.read(destination.id),
  ]);
  if (isBinary(old) || isBinary(theirs) || isBinary(ours)) return undefined;
  return {
    base: old.toString('latin1'),
    source: theirs.toString('latin1'),
    destination: ours.toString('latin1'),
  };
}

/** True for content that git would not show as text. */
export function isBinary(data: Buffer): boolean {
  return data.subarray(0, 8000).includes(0);
}

function conflictOf(
  path: string,
  versions: Versions,
  { content, mode }: { content: number; mode: boolean },
): FileResult {
  return {
    conflict: {
      path,
      versions,
      contentConflict: content > 0,
      fileModeConflict: mode,
      objectTypeConflict: false,
      numberOfConflicts: content + (mode ? 1 : 0),
    },
  };
}

/** A file on one side where the other side has a folder. */
function typeConflicts(
  files: ReadonlyMap<string, FileEntry>,
  versions: ThreeVersions<Files>,
): FileConflict[] {
  const folders = new Set<string>();
  for (const path of files.keys())
    for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) folders.add(path.slice(0, at));
  return [...files.keys()]
    .filter((path) => folders.has(path))
    .map((path) => ({
      path,
      versions: {
        base: versions.base.get(path),
        source: versions.source.get(path),
        destination: versions.destination.get(path),
      },
      contentConflict: false,
      fileModeConflict: false,
      objectTypeConflict: true,
      numberOfConflicts: 1,
    }));
}

function isPlain({ mode }: FileEntry): boolean {
  return mode === '100644' || mode === '100755';
}

function same(one: FileEntry | undefined, other: FileEntry | undefined): boolean {
  return one?.id === other?.id && one?.mode === other?.mode;
}
