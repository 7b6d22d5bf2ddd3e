import type { Failure, Reason } from '../../shared/core/reason.ts';

/** What a log tells, for a terminal: what failed and where, then the lines. */
export function renderReason(reason: Reason): string {
  const { tools, failures, count, excerpt, leftOut, exit } = reason;
  const many = count > failures.length ? `, the first ${failures.length} of them` : '';
  const sections = [
    [tools.length > 0 ? `Told by ${tools.join(', ')}.` : 'No tool that is known has said what failed.'],
    ...(exit === undefined ? [] : [[`By its exit status ${exit}.`]]),
    count === 0
      ? ['Nothing reads like a failure.']
      : [`${count} ${count === 1 ? 'failure' : 'failures'}${many}:`, ...failures.flatMap(linesOf)],
    excerpt.length === 0 ? [] : ['Lines:', ...excerpt.map((line) => `  ${line}`)],
    leftOut === 0 ? [] : [`${leftOut} more ${leftOut === 1 ? 'line is' : 'lines are'} left out.`],
  ];
  const told = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${told.join('\n\n')}\n`;
}

function linesOf({ title, file, line, message, expected, received }: Failure): string[] {
  const at = line === undefined ? file : `${file ?? ''}:${line}`;
  return [
    `  - ${title}${file === undefined ? '' : ` (${at})`}`,
    ...(message === undefined ? [] : [`    ${message}`]),
    ...(expected === undefined ? [] : [`    expected: ${expected}`]),
    ...(received === undefined ? [] : [`    received: ${received}`]),
  ];
}
