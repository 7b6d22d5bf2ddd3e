import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reasonOf } from '../../../shared/reasons/reason-of.ts';
import { tools } from '../../../shared/reasons/tools/index.ts';
import { linesOf, recorded } from './recorded.ts';

const limits = { lines: 20, lineLength: 240 };
const said = (words: string) => `[Container] 2026/03/02 13:42:01.001 ${words}`;

/** The log of a build in which a tool printed this, between a good command before and the clean-up after it. */
function built(output: readonly string[]): string[] {
  return [
    said('Entering phase BUILD'),
    said('Running command ./prepare.sh'),
    'error: the cache is cold',
    said('Running command ./run-it.sh'),
    ...output,
    said('Command did not exit successfully ./run-it.sh exit status 1'),
    said('Phase complete: BUILD State: FAILED'),
    said('Entering phase POST_BUILD'),
    said('Running command ./upload.sh'),
    ...Array.from({ length: 40 }, (_none, index) => `ERROR: part ${index} was not uploaded`),
    said('Phase complete: POST_BUILD State: SUCCEEDED'),
  ];
}

describe.each(recorded.map((one) => [one.log, one] as const))('the log %s', (log, { shows, ...expected }) => {
  const reason = reasonOf(built(linesOf(log)), { limits });

  it('names the tools, what failed first and where, and how much', () => {
    const [first] = reason?.failures ?? [];
    const line = first?.line === undefined ? '' : `:${first.line}`;
    const place = first?.file === undefined ? {} : { place: `${first.file}${line}` };

    expect({ log, tools: reason?.tools, count: reason?.count, title: first?.title, ...place }).toEqual(
      expected,
    );
  });

  it('is shown by the lines with the title and the place, and by nothing that passed or came before or after', () => {
    const excerpt = reason?.excerpt.map((line) => line.trim()) ?? [];

    expect(excerpt.length).toBeLessThanOrEqual(limits.lines);
    for (const line of shows) expect(excerpt).toContain(line);
    expect(excerpt.join('\n')).not.toMatch(
      /returns.?(?:the.?)?expected.?error|expected.?error.is.told|noise of a passing|was not uploaded|cache is cold/i,
    );
  });

  it('has its title also where there are only five lines', () => {
    const excerpt = reasonOf(built(linesOf(log)), { limits: { ...limits, lines: 5 } })?.excerpt ?? [];

    expect(excerpt.length).toBeLessThanOrEqual(5);
    expect(excerpt.map((line) => line.trim())).toContain(shows[0]);
  });
});

describe('recorded logs', () => {
  it('are each in the table, and each tool has found something in one of them', () => {
    const files = readdirSync(join(import.meta.dirname, 'logs')).map((name) => name.replace(/\.log$/, ''));
    const found = new Set(recorded.flatMap((one) => one.tools));

    expect(recorded.map(({ log }) => log).toSorted()).toEqual(files.toSorted());
    expect(recorded.length).toBeGreaterThanOrEqual(40);
    expect(tools.map(({ name }) => name).filter((name) => !found.has(name))).toEqual([]);
  });

  it('are of no tool when only its good lines are there', () => {
    const good = [
      'go-verbose',
      'jest-verbose',
      'vitest-verbose',
      'pytest-verbose',
      'maven-surefire3',
    ].flatMap((log) =>
      linesOf(log).filter((line) => /✓|PASS|ok\b|\[INFO\]/.test(line) && !/FAIL/.test(line)),
    );

    expect(good.length).toBeGreaterThan(40);
    expect(reasonOf(good, { limits })?.failures).toEqual([]);
  });
});
