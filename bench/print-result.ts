import type { Result, Row } from './benchmark.ts';

const columns: Readonly<Record<string, (row: Row) => string>> = {
  what: ({ what }) => what,
  ours: ({ ours }) => ours,
  other: ({ other }) => other ?? '',
  ratio: ({ ratio }) => ratio?.toFixed(2) ?? '',
  budget: ({ budget }) => budget ?? '',
  holds: ({ holds }) => (holds === undefined ? '' : holds ? 'yes' : 'NO'),
};

/** A benchmark's rows as a table of text that is Markdown too; columns in which no row says anything are left out. */
export function printResult({ name, about, rows }: Result): string {
  const used = Object.entries(columns).filter(([, cellOf]) => rows.some((row) => cellOf(row) !== ''));
  const table = [used.map(([title]) => title), ...rows.map((row) => used.map(([, cellOf]) => cellOf(row)))];
  const widths = used.map((_, column) => Math.max(...table.map((line) => (line[column] ?? '').length)));
  const lines = table.map(
    (line) => `| ${line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`,
  );
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [`### ${name}`, '', about, '', lines[0], rule, ...lines.slice(1), ''].join('\n');
}
