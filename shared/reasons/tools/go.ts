import { defined } from '../../core/defined.ts';
import { blocksAt, findingOf, textAt } from '../blocks.ts';
import { defineTool, type Finding } from '../define.ts';
import { placeIn } from '../place.ts';

const owning = /^=== (?:RUN|CONT|NAME)\s{1,4}(?<name>\S{1,300})$/;
const pausing = /^=== PAUSE\b/;
// gotestsum writes a failed test as "=== FAIL: package Test (0.00s)".
const ended = /^\s*(?:--- (?<how>PASS|FAIL|SKIP): |=== (?<sum>FAIL): \S{1,300} )(?<name>\S{1,300})/;
const ofPackage =
  /^(?:FAIL|PASS|ok|\?)(?:\s|$)|^exit status \d|^coverage: |^make(?:\[\d+\])?: |^# |^=== Failed|^DONE \d/;
const panic = /^(?:panic: |fatal error: )/;
const compiled = /^(?:vet: )?(?<file>[\w./@+-]{1,300}\.go):(?<line>\d{1,7}):\d{1,7}: (?<title>\S.*)$/;
const frame = /^(?:goroutine \d|\S.*\(.*\)$|created by |\t\S.*:\d+)/;
const place = /^\s*[\w./-]{1,300}\.go:\d{1,7}: ?/;

/**
 * `go test` with and without -v, panics and build errors. A test's lines stand below its result, or with -v between
 * its start and its result, those of parallel tests among each other.
 */
export const go = defineTool({
  name: 'go',
  find(lines) {
    const compiling = blocksAt(lines, compiled, (line) => line.startsWith('\t'));
    return [...failedTests(lines), ...compiling.map((block) => findingOf(lines, block))];
  },
});

interface Test {
  readonly name: string;
  readonly at: number[];
  failedAt?: number;
}

function failedTests(lines: readonly string[]): Finding[] {
  const tests = testsIn(lines);
  const failed = tests.filter(({ failedAt }) => failedAt !== undefined);
  const parents = new Set(failed.flatMap(({ name }) => parentsOf(name)));
  return tests.filter(({ name }) => !parents.has(name)).flatMap((test) => explained(lines, test));
}

/** `A` and `A/b` of `A/b/c`: they failed because of it. */
function parentsOf(name: string): string[] {
  const parts = name.split('/').slice(0, 10);
  return parts.slice(1).map((_part, index) => parts.slice(0, index + 1).join('/'));
}

/** Each test with its lines. A panic outside of any is under no name. */
function testsIn(lines: readonly string[]): Test[] {
  const tests = new Map<string, Test>();
  let owner: string | undefined;
  for (const [index, line] of lines.entries()) {
    const { name, isFailure } = beginningIn(line);
    owner = name ?? ownerOf(line, owner);
    if (owner === undefined) continue;
    const test = tests.get(owner) ?? { name: owner, at: [] };
    tests.set(owner, test);
    if (isFailure) test.failedAt ??= index;
    else if (name === undefined && !pausing.test(line)) test.at.push(index);
  }
  return [...tests.values()];
}

/** Whose lines begin with this one, and whether it says that this test failed. */
function beginningIn(line: string): { readonly name?: string | undefined; readonly isFailure: boolean } {
  const result = ended.exec(line)?.groups;
  if (result === undefined) return { name: owning.exec(line)?.groups?.['name'], isFailure: false };
  return { name: result['name'], isFailure: (result['how'] ?? result['sum']) === 'FAIL' };
}

function ownerOf(line: string, before: string | undefined): string | undefined {
  if (ofPackage.test(line)) return undefined;
  return panic.test(line) ? (before ?? '') : before;
}

function explained(lines: readonly string[], { name, at, failedAt }: Test): Finding[] {
  const panicAt = at.find((index) => panic.test(textAt(lines, index)));
  if (failedAt === undefined && panicAt === undefined) return [];
  const own = panicAt === undefined ? at : withoutMachinery(lines, at, panicAt);
  const text = own.map((index) => textAt(lines, index));
  const message = panicAt === undefined ? wordsIn(text) : textAt(lines, panicAt);
  const all = failedAt === undefined ? own : [failedAt, ...own];
  const failure = defined({ title: name || (message ?? ''), ...placeIn(text), message });
  return [defined({ failure, at: all, heart: panicAt ?? own[0], sureness: 'cause' as const })];
}

/** What the test said first; testify says it behind its trace. */
function wordsIn(text: readonly string[]): string | undefined {
  const testify = text.map((line) => /^\s+Error:\s{1,20}(?<words>\S.*)$/.exec(line)?.groups?.['words']);
  const first = text.map((line) => line.replace(place, '').trim()).find((line) => line !== '');
  return testify.find((words) => words !== undefined) ?? first;
}

/** Of a panic's goroutines only the lines of the repository's own code, each with its function. */
function withoutMachinery(lines: readonly string[], at: readonly number[], panicAt: number): number[] {
  return at.filter((index) => {
    const line = textAt(lines, index);
    if (index <= panicAt || !frame.test(line)) return true;
    const where = line.startsWith('\t') ? line : textAt(lines, index + 1);
    return !line.startsWith('goroutine') && placeIn([where]) !== undefined;
  });
}
