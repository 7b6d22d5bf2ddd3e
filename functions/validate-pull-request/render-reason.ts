import { escapeMarkdown, inlineCode } from '../../shared/core/markdown.ts';
import type { Failure, Reason } from '../../shared/core/reason.ts';

/**
 * What failed and where, by name, as many as are asked for: people look for that before they read lines of a log.
 * Nothing where no tool is known that said so, for then there are only the lines.
 */
export function renderFailures(reason: Reason | undefined, most: number): string | undefined {
  if (reason === undefined || reason.tools.length === 0 || most === 0) return undefined;
  const shown = reason.failures.slice(0, most);
  if (shown.length === 0) return undefined;
  const items = shown.map((failure) => `- ${renderFailureOf(failure)}`);
  return [`${countOf(reason, shown.length)}:`, '', ...items].join('\n');
}

function countOf({ count, tools }: Reason, shown: number): string {
  const by = `(${tools.map(escapeMarkdown).join(', ')})`;
  const all = `**${count} ${count === 1 ? 'failure' : 'failures'}** ${by}`;
  if (count <= shown) return all;
  return shown === 1 ? `${all}, the first of them` : `${all}, the first ${shown} of them`;
}

function renderFailureOf({ title, file, line, message, expected, received }: Failure): string {
  const place = file === undefined ? '' : ` at ${inlineCode(line === undefined ? file : `${file}:${line}`)}`;
  const why = message === undefined ? '' : `: ${escapeMarkdown(message)}`;
  const both =
    expected !== undefined && received !== undefined && expected.trim() !== '' && received.trim() !== '';
  const values = both ? ` (expected ${inlineCode(expected)}, received ${inlineCode(received)})` : '';
  return `${inlineCode(title) || 'A failure without a name'}${place}${why}${values}`;
}
