import { XMLParser } from 'fast-xml-parser';
import { AwsError } from '../../../kernel/errors.ts';
import type { TestOutcome } from '../save-report.ts';
import { PhaseFailure } from './phase-failure.ts';

type Element = Readonly<Record<string, unknown>>;

const LISTS = ['testsuite', 'testcase'];

/**
 * The tests of a JUnit XML file, suites in suites included. Declines text that is no XML, and as CodeBuild does other
 * XML (its words: https://github.com/aws/aws-cdk/issues/13867) and suites that count more failures than tests
 * (https://github.com/aquasecurity/trivy/issues/902).
 */
export function readJunit(xml: string, file: string): TestOutcome[] {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    // Numeric references too: a line's end in an attribute is written &#10;.
    htmlEntities: true,
    isArray: (name) => LISTS.includes(name),
  });
  const document = elementOf(parser.parse(xml, true));
  requireSuites(document);
  return testsOf(document, { suite: undefined, file });
}

function requireSuites(document: Element): void {
  const other = Object.keys(document).find((name) => !/^(?:\?.*|#.*|testsuites?)$/.test(name));
  if (other === undefined) return;
  throw new PhaseFailure('CLIENT_ERROR', `expected element type <testsuite> but have <${other}>`);
}

/** What a suite counts is believed: CodeBuild takes the tests that are left for those that passed. */
function requireCounts(suite: Element): void {
  const count = (name: string): number => Number(textOf(suite[`@${name}`]) ?? 0);
  const passed = count('tests') - count('failures') - count('errors') - count('skipped');
  if (suite['@tests'] === undefined || !(passed < 0)) return;
  throw new AwsError('InvalidInputException', 'Test summary: status count cannot be negative');
}

function testsOf(parent: Element, place: { suite: string | undefined; file: string }): TestOutcome[] {
  const direct = listOf(parent['testcase']).map((test) => testOf(test, place));
  const nested = ['testsuite', 'testsuites']
    .flatMap((name) => listOf(parent[name]))
    .flatMap((suite) => {
      requireCounts(suite);
      return testsOf(suite, { ...place, suite: textOf(suite['@name']) ?? place.suite });
    });
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
