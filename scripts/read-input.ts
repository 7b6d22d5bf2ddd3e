import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** npm runs commands in the project's folder; a path is meant from where the person stands, which npm tells. */
export function callersPath(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}

const words: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'its permissions do not let you',
  ENOTDIR: 'a part of its path is no folder',
  EAGAIN: 'nothing is piped into this command',
};

/** The text of a file, or with `-` what is piped in. Throws a sentence that names the file. */
export function readInput(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : callersPath(file), 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    const { code = '', message } = cause as NodeJS.ErrnoException;
    throw new Error(`${nameOf(file)} cannot be read: ${words[code] ?? message}.`, { cause });
  }
}

/** How a file that was read is called in sentences. */
export function nameOf(file: string): string {
  return file === '-' ? 'Standard input' : file;
}
