import { XMLParser } from 'fast-xml-parser';
import type { TestOutcome } from '../save-report.ts';

type Element = Readonly<Record<string, unknown>>;

const LISTS = ['testsuite', 'testcase'];

/** The tests of a JUnit XML file, suites in suites included. Declines text that is no XML. */
export function readJunit(xml: string, file: string): TestOutcome[] {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    isArray: (name) => LISTS.includes(name),
  });
  const document = elementOf(parser.parse(xml, true));
  return testsOf(document, { suite: undefined, file });
}

function testsOf(parent: Element, place: { suite: string | undefined; file: string }): TestOutcome[] {
  const direct = listOf(parent['testcase']).map((test) => testOf(test, place));
  const nested = ['testsuite', 'testsuites']
    .flatMap((name) => listOf(parent[name]))
    .flatMap((suite) => testsOf(suite, { ...place, suite: textOf(suite['@name']) ?? place.suite }));
  return [...direct, ...nested];
}

function testOf(test: Element, { suite, file }: { suite: string | undefined; file: string }): TestOutcome {
  const problem = test['failure'] ?? test['error'];
  const message = messageOf(problem ?? test['skipped']);
  return {
    name: textOf(test['@name']) ?? '',
    status: statusOf(test),
    file,
    durationSeconds: Number(textOf(test['@time'])?.replaceAll(',', '') ?? 0) || 0,
    prefix: textOf(test['@classname']) ?? '',
    ...(suite === undefined ? {} : { suite }),
    ...(message === '' ? {} : { message }),
  };
}

function statusOf(test: Element): TestOutcome['status'] {
  if ('error' in test) return 'ERROR';
  if ('failure' in test) return 'FAILED';
  return 'skipped' in test ? 'SKIPPED' : 'SUCCEEDED';
}

/** What a failure says in its attribute and in its text; often the second begins with the first. */
function messageOf(problem: unknown): string {
  if (typeof problem === 'string') return problem.trim();
  const element = elementOf(Array.isArray(problem) ? problem[0] : problem);
  const short = textOf(element['@message'])?.trim() ?? '';
  const long = textOf(element['#text'])?.trim() ?? '';
  return long.includes(short) ? long : [short, long].filter((text) => text !== '').join('\n');
}

function listOf(value: unknown): Element[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(elementOf);
}

function elementOf(value: unknown): Element {
  return typeof value === 'object' && value !== null ? (value as Element) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
