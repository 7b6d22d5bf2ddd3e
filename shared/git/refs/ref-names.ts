// Implements git-check-ref-format(1), "DESCRIPTION", rules 1 to 10, for full names.

/** A name git allows. Control characters, spaces and NUL would change the meaning of a command that holds them. */
// oxlint-disable-next-line no-control-regex -- the rules name the control characters
const forbidden = /[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|(?:^|\/)\.|\.lock(?:\/|$)|[./]$/;

/** Where values go that a force push or a foreign write would lose; only we write there. */
const reserved = /^refs\/(?:heads|tags)\/replica-backup\//;

/** Branches and tags; everything else (`refs/pull`, `refs/notes`, `refs/replace`, HEAD) stays where it is. */
export function isReplicated(ref: string): boolean {
  return /^refs\/(?:heads|tags)\/./.test(ref);
}

/** Longer names are nobody's, and would be held in records, messages and keys: some servers take 65,000 bytes. */
const mostBytes = 1_024;

/** Why no server can be given this name; nothing when one can, and a command can carry it. */
export function problemOfName(ref: string): string | undefined {
  const shown = JSON.stringify(ref.length > 120 ? `${ref.slice(0, 120)}…` : ref);
  const bytes = Buffer.byteLength(ref);
  if (bytes > mostBytes) return `${shown} has a name of ${bytes} bytes, and ${mostBytes} are the most`;
  if (forbidden.test(ref) || ref.includes('\uFFFD'))
    return `git's rules forbid the name ${shown}, or it is not UTF-8`;
  return undefined;
}

/** True when a server can take this name and a command can carry it. */
export function isFitName(ref: string): boolean {
  return problemOfName(ref) === undefined;
}

export function isBackupRef(ref: string): boolean {
  return reserved.test(ref);
}

/**
 * Where the old value of a ref is saved. Branches are saved as branches and tags as tags, because git takes only
 * commits as branches. The name holds the whole id: the same value is always saved under the same name, and two values
 * never are.
 */
export function backupName(ref: string, oid: string): string {
  const [, kind = 'heads', name = ''] = /^refs\/(heads|tags)\/(.+)$/.exec(ref) ?? [];
  return `refs/${kind}/replica-backup/${name}/${oid}`;
}
