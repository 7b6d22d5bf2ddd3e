import { defined } from '../../core/defined.ts';
import { blocksAt, findingOf } from '../blocks.ts';
import { defineTool } from '../define.ts';
import { placeIn } from '../place.ts';

const compiled =
  /^\s{0,8}(?<file>[^\s(].{0,300}?\.(?:cs|fs|vb|csproj|fsproj|vbproj|props|targets|razor|cshtml))(?:\((?<line>\d{1,7}),\d{1,7}(?:,\d+,\d+)?\))?\s?: error (?<title>[A-Z]{2,8}\d{1,6}: .{1,600}?)(?: \[[^\]]{1,300}\])?$/;
const withoutFile =
  /^(?:MSBUILD|CSC|NuGet)\s?: error (?<title>[A-Z]{2,8}\d{1,6}: .{1,600}?)(?: \[[^\]]{1,300}\])?$/;
const test = /^\s{1,4}Failed (?<title>\S.{0,400}?) \[(?:< )?[\d.,]{1,12} ?m?s\]$/;
const ends =
  /^\s{0,4}(?:Failed|Passed|Skipped) \S|^(?:Failed|Passed)!|^Test Run (?:Failed|Aborted)|^Total tests: |^\s{2}Standard Output/;

/** `dotnet build` and `dotnet test` (https://learn.microsoft.com/dotnet/core/tools/dotnet-test). A build's errors come twice. */
export const dotnet = defineTool({
  name: 'dotnet',
  find: (lines) => [
    ...blocksAt(lines, test, (line) => !ends.test(line)).map((block) => {
      const body = lines.slice(block.from, block.to);
      const header = body.findIndex((line) => /^\s*Error Message:/.test(line));
      const message = header === -1 ? undefined : (body[header + 1] ?? '').trim();
      const heart = header === -1 ? undefined : block.from + header + 1;
      return findingOf(lines, block, { heart, failure: defined({ message, ...placeIn(body) }) });
    }),
    ...[compiled, withoutFile].flatMap((shape) =>
      blocksAt(lines, shape).map((block) => findingOf(lines, block)),
    ),
  ],
});
