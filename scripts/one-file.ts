import { parseArgs } from 'node:util';
import { misuse } from './run-command.ts';

/** The one file that a command is called with, and whether it prints JSON; a misuse for any other number of files. */
export function readOneFile(
  args: readonly string[],
  words: { readonly usage: string; readonly onlyOne: string },
): { readonly file: string; readonly json: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new Error(words.onlyOne);
    return { file, json: values.json };
  } catch (cause) {
    throw misuse(cause, words.usage);
  }
}
