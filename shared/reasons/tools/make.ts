import { blocksAt, findingOf } from '../blocks.ts';
import { defineTool } from '../define.ts';

const program = String.raw`^(?:make|gmake|mingw32-make)(?:\[\d{1,3}\])?: `;
const refused = new RegExp(`${program}\\*\\*\\* (?<title>(?!\\[).{1,400}?)(?:\\.? {1,4}Stop\\.)?$`);
const misread = new RegExp(
  `^(?<file>[^\\s:]{1,200}):(?<line>\\d{1,7}): \\*\\*\\* (?<title>.{1,400}?)(?:\\.? {1,4}Stop\\.)?$`,
);
const notFound = new RegExp(
  `${program}(?<title>\\S{1,300}: (?:No such file or directory|Permission denied|Command not found))$`,
);
const failed = new RegExp(
  `${program}\\*\\*\\* \\[(?:(?<file>[^\\s:\\]]{1,200}):(?<line>\\d{1,7}): )?(?<target>[^\\]]{1,200})\\] (?<what>Error \\d{1,3}|\\w.{0,80})`,
);

/** GNU make: what it refuses itself, and that a recipe failed, which repeats what the recipe has printed. */
export const make = defineTool({
  name: 'make',
  find: (lines) => [
    ...[refused, misread].flatMap((shape) => blocksAt(lines, shape).map((block) => findingOf(lines, block))),
    ...blocksAt(lines, notFound).map((block) => findingOf(lines, block, { sureness: 'hint' })),
    ...blocksAt(lines, failed).map((block) => {
      const { target = '', what = '' } = block.groups;
      return findingOf(lines, block, { sureness: 'echo', failure: { title: `${target}: ${what}` } });
    }),
  ],
});

const ninjaFailed = /^FAILED: (?<title>\S.{0,300})$/;
const ninjaRefused = /^ninja: (?:error|fatal): (?<title>.{1,400})$/;

/** https://ninja-build.org/manual.html: what a command printed stands below it. */
export const ninja = defineTool({
  name: 'ninja',
  find(lines) {
    const own = blocksAt(lines, ninjaRefused).map((block) => findingOf(lines, block));
    if (!lines.includes('ninja: build stopped: subcommand failed.')) return own;
    const steps = blocksAt(lines, ninjaFailed, (_line, at) => at === 1);
    return [...own, ...steps.map((block) => findingOf(lines, block, { sureness: 'echo' }))];
  },
});
