import { buildLink } from '../../shared/core/console-links.ts';
import type { Diagnosis } from '../../shared/core/diagnosis.ts';
import { codeBlock, escapeMarkdown, inlineCode } from '../../shared/core/markdown.ts';
import { type CheckState, isAwaitingFindings, isUnexplained } from '../../shared/core/pull-request-record.ts';
import type { Instant } from '../../shared/core/time.ts';
import { renderFailures } from './render-reason.ts';
import { isRefused, toldPauseOf } from './timing.ts';

const endedBadly: Partial<Record<CheckState['status'], string>> = {
  FAILED: 'failed',
  FAULT: 'ended with a fault of CodeBuild',
  TIMED_OUT: 'took too long',
};

/** How much is shown, when, and whether the pull request is still looked after. */
interface Shown {
  readonly logLines: number;
  readonly failures: number;
  readonly now: Instant;
  readonly isOpen: boolean;
}

/** What a person needs to mend a check: the phase, the command, what failed where, the lines that matter. Nothing for a good one. */
export function renderFailure(
  { check, state }: { check: string; state: CheckState },
  shown: Shown,
): string[] {
  const name = escapeMarkdown(check);
  if (isRefused(state)) {
    const why = escapeMarkdown(state.problem ?? 'CodeBuild gave no reason.');
    const again = `It is tried again within ${toldPauseOf(state)} minutes; a push has it tried at once.`;
    return [shown.isOpen ? `**${name}**: ${why} ${again}` : `**${name}**: ${why}`];
  }
  return renderEndedBadly(name, state, shown);
}

function renderEndedBadly(name: string, state: CheckState, shown: Shown): string[] {
  const what = endedBadly[state.status];
  if (what === undefined) return [];
  const { diagnosis, reason } = state;
  const where = diagnosis ? ` in phase ${inlineCode(diagnosis.phase)}` : '';
  const lines = (reason?.excerpt ?? state.excerpt ?? []).slice(0, shown.logLines);
  const log = buildLinkOf(state);
  const sections = [
    `#### ${name} ${what}${where}`,
    diagnosis && explain(diagnosis, reason?.exit),
    renderMissing(state, shown),
    renderFailures(reason, shown.failures),
    lines.length > 0 ? codeBlock(lines) : undefined,
    log && linkTo('The whole log', log) + leftOutOf(state, lines.length),
  ];
  return sections.flatMap((section) => section || []);
}

/** What could not be read of it, and when it is read again. */
function renderMissing(state: CheckState, { now, isOpen }: Shown): string | undefined {
  if (!isUnexplained(state)) return undefined;
  const isAwaiting = isAwaitingFindings(state, now);
  const none = isAwaiting
    ? 'Its log has no lines yet.'
    : 'Its log still had no lines a quarter of an hour after the build had ended.';
  const what = state.problem === undefined ? state.logPending && none : escapeMarkdown(state.problem);
  if (!what) return undefined;
  if (isAwaiting) return `${what} It is read again every minute.`;
  return isOpen ? `${what} It is read again within the hour.` : what;
}

/** Said only where lines are shown that were chosen among more. */
function leftOutOf({ reason }: CheckState, shown: number): string {
  if (reason === undefined || shown === 0) return '';
  const count = reason.leftOut + reason.excerpt.length - shown;
  return count > 0 ? ` has ${count} more ${count === 1 ? 'line' : 'lines'} of this command.` : '';
}

function explain({ command, exitCode, message }: Diagnosis, exit: string | undefined): string | undefined {
  if (command !== undefined)
    return `${inlineCode(shorten(command))} ended with exit code ${exitCode ?? '?'}${exit ? `: ${exit}` : ''}.`;
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
