import { defined } from '../../core/defined.ts';
import { type Block, blocksAt, findingOf, range, thrownIn } from '../blocks.ts';
import { defineTool, type Finding } from '../define.ts';
import { placeIn } from '../place.ts';

// Surefire 3: `[ERROR] org.x.PayTest.refunds -- Time elapsed: … <<< FAILURE!`; 2: `[ERROR] refunds(org.x.PayTest)  Time …`,
// and before 2.20 without a level. A line that counts ("Tests run: …") is about a class.
const ofTest =
  /^(?:\[ERROR\]\s{1,4})?(?!\[|Tests run:)(?<name>\S.{0,300}?)\s{1,4}(?:-- )?Time elapsed: .{1,40}<<< (?:FAILURE|ERROR)!/;
const ofClass =
  /^(?:\[ERROR\]\s{1,4})?Tests run: .{1,120}<<< (?:FAILURE|ERROR)!(?: -{1,2} in (?<title>\S{1,200}))?/;
const compiled =
  /^\[ERROR\] (?<file>\S{1,300}\.(?:java|kt|scala|groovy)):\[(?<line>\d{1,7})(?:,\d{1,7})?\] (?<title>\S.*)$/;
const goal =
  /^\[ERROR\] (?:Failed to execute goal (?:on project )?(?<goal>\S{1,200}?)(?::|\s).{0,200}?: )?(?<title>\S.*)$/;
const listed = /^\[ERROR\] {2,4}(?<name>[\w$.]{1,200}?)(?::\d{1,7}| )(?<message>.{0,300})$/;
const leveled = /^\[(?:INFO|ERROR|WARNING|DEBUG)\]/;

/** Maven with its compiler plugin and Surefire 2 and 3 (https://maven.apache.org/surefire/maven-surefire-plugin/). */
export const maven = defineTool({
  name: 'maven',
  find(lines) {
    const tests = blocksAt(lines, ofTest, isBelow).map((block) => explained(lines, block));
    const classes = blocksAt(lines, ofClass, isBelow).filter((block) => block.to > block.from + 1);
    const causes = [...tests, ...classes.map((block) => explained(lines, block))];
    const compiling = blocksAt(lines, compiled, (line) =>
      /^\[ERROR\] {2,}(?:symbol|location|required|found|reason)/.test(line),
    );
    const all = [...causes, ...compiling.map((block) => findingOf(lines, block))];
    return [...(all.length > 0 ? all : summarised(lines)), ...failedGoal(lines)];
  },
});

function isBelow(line: string): boolean {
  return line !== '' && !leveled.test(line) && !ofTest.test(line);
}

function explained(lines: readonly string[], block: Block): Finding {
  const thrown = thrownIn(lines, block.from + 1, block.to);
  const { name } = block.groups;
  const title = name === undefined ? block.groups['title'] : nameOf(name);
  const own = ownFrame(lines.slice(block.from, block.to), title ?? '');
  const failure = defined({ title: title ?? thrown?.message, message: thrown?.message, ...own });
  return findingOf(lines, block, { heart: thrown?.at, failure });
}

/** `refunds(org.x.PayTest)` of Surefire 2 as Surefire 3 writes it. */
function nameOf(name: string): string {
  const [, test = name, owner] = /^([^\s(]{1,200})\(([\w$.]{1,200})\)$/.exec(name) ?? [];
  return owner === undefined ? test : `${owner}.${test}`;
}

/** The frame of the test's own class, in whose file it stands. */
function ownFrame(body: readonly string[], title: string) {
  const owner = title.split('.').findLast((part) => /^[A-Z]/.test(part));
  return (
    (owner === undefined ? undefined : placeIn(body.filter((line) => line.includes(`(${owner}.`)))) ??
    placeIn(body.filter((line) => /^\s+at /.test(line)))
  );
}

/** The list at the end, where what stood above it was not printed. */
function summarised(lines: readonly string[]): Finding[] {
  const from = lines.findIndex((line) => /^\[ERROR\] (?:Failures|Errors):\s*$/.test(line));
  if (from === -1) return [];
  return range(from + 1, lines.length).flatMap((at) => {
    const groups = listed.exec(lines[at] ?? '')?.groups;
    return groups
      ? [
          findingOf(lines, {
            groups: { title: groups['name'], message: groups['message'] },
            from: at,
            to: at + 1,
          }),
        ]
      : [];
  });
}

/** Where a plugin or a dependency failed, this is all there is. */
function failedGoal(lines: readonly string[]): Finding[] {
  const from = lines.findIndex((line) => line.startsWith('[ERROR] Failed to execute goal '));
  if (from === -1) return [];
  const end = lines.findIndex((line, index) => index > from && /^\[ERROR\]\s*(?:-> \[Help|$)/.test(line));
  const block = {
    groups: { title: goal.exec(lines[from] ?? '')?.groups?.['title'] },
    from,
    to: end === -1 ? from + 1 : end,
  };
  return [
    findingOf(lines, block, {
      sureness: 'hint',
      failure: { title: (block.groups.title ?? '').replace(/ -> \[Help \d+\]$/, '') },
    }),
  ];
}
