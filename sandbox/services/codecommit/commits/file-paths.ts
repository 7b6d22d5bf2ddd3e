import { codeCommitError, requireText } from '../errors.ts';

/** A path as git keeps it, without slashes around it; throws PathRequired or InvalidPath. */
export function filePath(path: string | undefined): string {
  const text = requireText(path, 'Path', 'The path of a file').replace(/^\/+/, '');
  const parts = text.split('/');
  if (
    text.length > 4096 ||
    parts.some((part) => part === '' || part === '.' || part === '..' || part === '.git')
  )
    throw codeCommitError('InvalidPath', `"${path}" is no path a file can have.`);
  return text;
}

/** A folder's path without slashes around it; the top is the empty text. */
export function folderPath(path: string | undefined): string {
  const text = requireText(path, 'Path', 'The path of a folder').replace(/^\/+|\/+$/g, '');
  return text === '' ? '' : filePath(text);
}
