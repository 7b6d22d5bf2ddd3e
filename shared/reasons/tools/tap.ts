import { defined } from '../../core/defined.ts';
import { blocksAt, findingOf, thrownIn } from '../blocks.ts';
import { defineTool } from '../define.ts';

const failed = /^(?<indent>\s*)not ok \d{1,7}(?: -)? (?<title>(?!.*# (?:SKIP|TODO)\b).{1,500})$/i;
const inside = /^\s{2,}(?!\s|not ok\b|ok \d|# Subtest)|^$|^# (?!Subtest|tests|pass|fail)/;
const location = /^\s+(?:location|at): '?(?<file>\/?[\w./@+-]{1,300}):(?<line>\d{1,7}):\d{1,7}'?$/;
/** What Node.js's runner adds about itself. */
const unsaid =
  /^\s+(?:---|\.\.\.|(?:duration_ms|type|location|failureType|operator|name|code|stack|generatedMessage|diff): ?.*|.{0,200}\(node:[\w/:]{1,100}\)|async .{1,100})$/;

function valueOf(key: string): RegExp {
  return new RegExp(`^\\s+(?:${key}): ['"]?(?<value>[^'"|>\\s].*?)['"]?$`);
}

const [error, expected, received] = ['error|message', 'expected|wanted', 'actual|found'].map(valueOf);

/** The Test Anything Protocol: node:test, mocha, tap, Perl, bats (https://testanything.org/tap-version-14-specification.html). */
export const tap = defineTool({
  name: 'TAP',
  find: (lines) =>
    blocksAt(lines, failed, (line) => inside.test(line)).flatMap((block) => {
      const body = lines.slice(block.from + 1, block.to);
      if (body.some((line) => /failureType: '?subtestsFailed/.test(line))) return [];
      const said = (shape: RegExp | undefined) =>
        body.map((line) => shape?.exec(line)?.groups).find((groups) => groups !== undefined);
      const failure = defined({
        message:
          said(error)?.['value'] ?? thrownIn(lines, block.from + 1, block.to)?.message ?? firstOf(body),
        expected: said(expected)?.['value'],
        received: said(received)?.['value'],
      });
      const finding = findingOf(
        lines,
        { ...block, groups: { ...said(location), ...block.groups } },
        { failure },
      );
      return [
        { ...finding, at: finding.at.filter((at) => at === block.from || !unsaid.test(lines[at] ?? '')) },
      ];
    }),
});

/** The first line that says something, or what stands below `error: |-`. */
function firstOf(body: readonly string[]): string | undefined {
  const telling = body.filter((line) => line !== '' && !unsaid.test(line) && !/: [|>]-?$/.test(line));
  return telling[0]?.trim();
}
