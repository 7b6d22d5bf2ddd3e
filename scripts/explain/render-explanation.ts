import type { Effect } from '../../shared/core/effect.ts';
import type { Explanation, FunctionAnswer, RuleAnswer } from './explanation.ts';
import { shortJson } from './json-object.ts';

/** The explanation as text for a terminal. Whatever steers a terminal is taken out of what the event holds. */
export function renderExplanation(explanation: Explanation): string {
  return `${lines(explanation).map(plain).join('\n')}\n`;
}

function lines(explanation: Explanation): string[] {
  const { what, details, conclusion, rules, functions, inside } = explanation;
  return [
    what,
    ...table(Object.entries(details)),
    '',
    conclusion,
    ...section('Rules', rules.flatMap(rule)),
    ...section('What each function would make of it', functionLines(functions)),
    ...functions.flatMap(foretold),
    ...inside.flatMap((one) => [
      '',
      'Inside it:',
      ...lines(one).map((line) => (line === '' ? '' : `  ${line}`)),
    ]),
  ];
}

function section(title: string, body: readonly string[]): string[] {
  return body.length === 0 ? [] : ['', title, ...body];
}

function rule({ rule: name, functions, matches, mismatch }: RuleAnswer): string[] {
  const first = `  ${matches ? 'matches ' : 'no match'}  ${name} → ${functions.join(', ')}`;
  if (mismatch === undefined) return [first];
  const found = 'found' in mismatch ? shortJson(mismatch.found) : 'nothing';
  return [first, `            ${mismatch.field}: expected ${shortJson(mismatch.expected)}, found ${found}`];
}

function functionLines(functions: readonly FunctionAnswer[]): string[] {
  const width = Math.max(0, ...functions.map((one) => one.function.length));
  const indent = ' '.repeat(width + 13);
  return functions.flatMap((one) => {
    const first = `  ${one.answer.padEnd(7)}  ${one.function.padEnd(width)}`;
    if (one.reason !== undefined) return [`${first}  ${one.reason}`];
    return [`${first}  reads ${one.reads ?? ''}`, `${indent}decides ${one.decides ?? ''}`];
  });
}

function foretold({ foretold: told }: FunctionAnswer): string[] {
  if (told === undefined) return [];
  return [
    '',
    'From the event alone, as if the pull request still were so and nothing had been done for it:',
    `  ${told.reason}`,
    ...told.effects.flatMap(effect),
  ];
}

function effect(one: Effect): string[] {
  switch (one.kind) {
    case 'start-build':
      return [
        `  start-build   ${one.check}: project ${one.project} at ${one.commit}`,
        ...table(Object.entries(one.variables), '                '),
      ];
    case 'stop-build':
      return [`  stop-build    ${one.buildId}`];
    case 'post-comment':
      return [`  post-comment  on pull request ${one.pullRequestId}`];
    case 'update-comment':
      return [`  update-comment ${one.commentId}`];
  }
}

function table(rows: readonly (readonly [string, string])[], indent = '  '): string[] {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${indent}${name.padEnd(width)}  ${value}`);
}

/** Control characters, and those that reverse or hide text; a line of the event stays one line. */
function plain(line: string): string {
  return line.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ');
}
