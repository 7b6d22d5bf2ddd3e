import { defineTool, type Finding } from '../define.ts';
import { fileInRepository } from '../place.ts';

const file =
  /^(?<file>(?:\/|\.{0,2}\/|[A-Za-z]:\\|\w)[^\s:]{0,300}\.(?:[cm]?[jt]sx?|vue|svelte|json|css|scss|less|html|md|ya?ml))$/;
const problem = /^\s{1,4}(?<line>\d{1,7}):\d{1,7}\s{1,4}(?:error|✖)\s{1,4}(?<title>\S.*?)\s*$/;
const compact = /^(?<file>\S.{0,300}?): line (?<line>\d{1,7}), col \d{1,7}, Error - (?<title>.{1,400})$/;

/** ESLint's and stylelint's lists: a file, and below it its problems; warnings fail nothing (https://eslint.org/docs/latest/use/formatters/). */
export const eslint = defineTool({
  name: 'eslint',
  find(lines) {
    const findings: Finding[] = [];
    let at: number | undefined;
    lines.forEach((line, index) => {
      const groups = problem.exec(line)?.groups ?? compact.exec(line)?.groups;
      if (file.test(line)) at = index;
      else if (line === '') at = undefined;
      else if (groups && (at !== undefined || groups['file'] !== undefined))
        findings.push(finding(lines, groups, { index, at }));
    });
    return findings;
  },
});

function finding(
  lines: readonly string[],
  groups: Record<string, string | undefined>,
  where: { index: number; at: number | undefined },
): Finding {
  const path = groups['file'] ?? lines[where.at ?? where.index] ?? '';
  const title = (groups['title'] ?? '').replace(/\s{2,}/g, ' ');
  return {
    failure: { title, file: fileInRepository(path), line: Number(groups['line']) },
    at: where.at === undefined ? [where.index] : [where.at, where.index],
    heart: where.index,
    sureness: 'cause',
  };
}
