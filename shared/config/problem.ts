/** One thing that is wrong in a configuration file, and where. `path` is empty for the file as a whole. */
export interface Problem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Where something stands inside the configuration: keys and list positions from the top. */
export type ConfigPath = readonly (string | number)[];

/** A path as people write it: `repositories.ledger.pull-requests.into[0]`; a key that needs it is quoted. */
export function formatPath(path: ConfigPath): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (/^[\w-]+$/.test(part)) text += text === '' ? part : `.${part}`;
    else text += `[${JSON.stringify(part)}]`;
  }
  return text;
}
