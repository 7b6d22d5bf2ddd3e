import type { FileModeTypeEnum } from '@aws-sdk/client-codecommit';
import { codeCommitError } from '../errors.ts';

const gitModes: Readonly<Record<string, string>> = {
  NORMAL: '100644',
  EXECUTABLE: '100755',
  SYMLINK: '120000',
};

/** Git's mode for the API's; throws InvalidFileMode for an unknown one. */
export function gitMode(mode: string): string {
  const known = Object.hasOwn(gitModes, mode) ? gitModes[mode] : undefined;
  if (known === undefined)
    throw codeCommitError('InvalidFileMode', `"${mode}" is no file mode: EXECUTABLE, NORMAL or SYMLINK.`);
  return known;
}

/** The API's mode for git's. */
export function apiMode(mode: string): FileModeTypeEnum {
  if (mode === '100755') return 'EXECUTABLE';
  return mode === '120000' ? 'SYMLINK' : 'NORMAL';
}
