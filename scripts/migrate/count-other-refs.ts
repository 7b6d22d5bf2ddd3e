import type { GitRemote } from '../../shared/git/remote-types.ts';

/**
 * How many refs the source lists besides branches, tags and HEAD (pull requests, notes, replacements). The listing is
 * only counted, so it need not be understood.
 */
export async function countOtherRefs(source: GitRemote): Promise<number> {
  const service = 'git-upload-pack';
  const answer = await source.exchange({
    method: 'GET',
    path: `/info/refs?service=${service}`,
    accept: `application/x-${service}-advertisement`,
    totalMs: source.timeouts.listMs,
  });
  const names = new Set<string>();
  let rest = '';
  try {
    for await (const chunk of answer.body) {
      const lines = `${rest}${chunk.toString('latin1')}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const name = / (?<ref>refs\/[^\0\n]+)/.exec(line)?.groups?.['ref'] ?? '';
        if (name !== '' && !/^refs\/(?:heads|tags)\//.test(name) && !name.endsWith('^{}')) names.add(name);
      }
    }
  } finally {
    answer.cancel();
  }
  return names.size;
}
