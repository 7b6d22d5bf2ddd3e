import { buildLink } from '../../shared/core/console-links.ts';
import type { Diagnosis } from '../../shared/core/diagnosis.ts';
import { codeBlock, escapeMarkdown, inlineCode } from '../../shared/core/markdown.ts';
import type { CheckState } from '../../shared/core/pull-request-record.ts';

const endedBadly: Partial<Record<CheckState['status'], string>> = {
  FAILED: 'failed',
  FAULT: 'ended with a fault of CodeBuild',
  TIMED_OUT: 'took too long',
};

/** What a person needs to mend a check: the phase, the command, the lines that matter. Nothing for a good one. */
export function renderFailure(
  { check, state }: { check: string; state: CheckState },
  logLines: number,
): string[] {
  const name = escapeMarkdown(check);
  if (state.status === 'NOT_STARTED' || state.status === 'POSTPONED') {
    return [`**${name}**: ${escapeMarkdown(state.problem ?? 'CodeBuild gave no reason.')}`];
  }
  return renderEndedBadly(name, state, logLines);
}

function renderEndedBadly(name: string, state: CheckState, logLines: number): string[] {
  const what = endedBadly[state.status];
  if (what === undefined) return [];
  const { diagnosis, problem } = state;
  const where = diagnosis ? ` in phase ${inlineCode(diagnosis.phase)}` : '';
  const lines = (state.excerpt ?? []).slice(0, logLines);
  const log = buildLinkOf(state);
  const sections = [
    `#### ${name} ${what}${where}`,
    diagnosis && explain(diagnosis),
    problem && escapeMarkdown(problem),
    lines.length > 0 ? codeBlock(lines) : undefined,
    log && linkTo('The whole log', log),
  ];
  return sections.flatMap((section) => section || []);
}

function explain({ command, exitCode, message }: Diagnosis): string | undefined {
  if (command !== undefined)
    return `${inlineCode(shorten(command))} ended with exit code ${exitCode ?? '?'}.`;
  return message === undefined ? undefined : escapeMarkdown(shorten(message));
}

function shorten(text: string): string {
  return text.length <= 300 ? text : `${text.slice(0, 299)}…`;
}

/** A Markdown link, or the bare text when there is nowhere to link to. */
export function linkTo(text: string, address: string | undefined): string {
  return address === undefined ? text : `[${text}](${address})`;
}

/** The console's page of the build that answers a check. */
export function buildLinkOf(state: Pick<CheckState, 'buildArn' | 'buildId' | 'project'>): string | undefined {
  if (state.buildArn === undefined || state.buildId === undefined) return undefined;
  return buildLink(state.buildArn, state.project, state.buildId);
}
