import { type BadgeState, badgeState } from '../../shared/core/badge.ts';
import { commitLink } from '../../shared/core/console-links.ts';
import { escapeMarkdown, inlineCode, inlineCodeInTable } from '../../shared/core/markdown.ts';
import type { PullRequest } from '../../shared/core/pull-request.ts';
import { type CheckState, checkAt, type PullRequestRecord } from '../../shared/core/pull-request-record.ts';
import { formatDuration, type Instant } from '../../shared/core/time.ts';
import type { Observed, PullRequestRules } from './observed.ts';
import { buildLinkOf, linkTo, renderFailure } from './render-failure.ts';
import { renderStrangers } from './render-strangers.ts';

/**
 * The first line of the status comment; by it the comment is found again when its id was lost. CodeCommit's
 * Markdown has no HTML comments, but takes a link definition that nothing refers to (how it shows other forms of
 * hidden text is unconfirmed).
 */
export const statusMarker = '[//]: # (drawbridge:status)';

/** CodeCommit takes 10,240 characters; whether it counts bytes is unconfirmed, so both stay below this. */
export const commentLimit = 10_000;

interface Page extends Pick<Observed, 'badges' | 'badgeProblem' | 'place' | 'logLines'> {
  readonly pullRequest: PullRequest;
  readonly rules: PullRequestRules;
  readonly record: PullRequestRecord;
  readonly now: Instant;
}

interface Row {
  readonly check: string;
  readonly state: CheckState;
}

/** How much of what failed is shown of each check. */
interface Extent {
  readonly logLines: number;
  readonly failures: number;
}

/** Names say more than lines, so they are given up later; of them the first stays longest. */
function extentsFrom(logLines: number): Extent[] {
  const extents: Extent[] = [];
  for (let lines = logLines; lines > 0; lines = Math.floor(lines / 2))
    extents.push({ logLines: lines, failures: 5 });
  return [
    ...extents,
    { logLines: 0, failures: 5 },
    { logLines: 0, failures: 1 },
    { logLines: 0, failures: 0 },
  ];
}

/** The living status comment of a pull request. It always fits; log lines are given up first, and last the rest. */
export function renderStatusComment(page: Page): string {
  let text = '';
  for (const extent of extentsFrom(page.logLines)) {
    text = renderWith(page, extent);
    if (fits(text)) return text;
  }
  return cutToFit(text);
}

function renderWith(page: Page, extent: Extent): string {
  const rows = rowsOf(page);
  const shown = { ...extent, now: page.now, isOpen: page.record.status === 'open' };
  const failures = rows.flatMap((row) => renderFailure(row, shown));
  const sections = [
    `${statusMarker}\n\n### ${headline(page, rows)}`,
    revisionLine(page),
    rows.length > 0 ? table(page, rows) : undefined,
    ...failures,
    ...renderStrangers(page),
    page.badgeProblem && `The badges are missing. ${escapeMarkdown(page.badgeProblem)}`,
    ending(page),
  ];
  return sections.filter((section) => section !== undefined).join('\n\n');
}

/** Of a pull request that is over, what still waited for its build has none and never will. */
function rowsOf({ record, rules }: Page): Row[] {
  const isOver = record.status !== 'open';
  return Object.keys(rules.builds).flatMap((check) => {
    const state = checkAt(record, record.head, check);
    if (state === undefined) return [];
    return isOver && (state.status === 'REQUESTED' || state.status === 'POSTPONED') ? [] : [{ check, state }];
  });
}

/**
 * What counts most comes first: one failure outweighs everything, and nothing passes while something runs or was
 * never built.
 */
function headline({ record, rules }: Page, rows: readonly Row[]): string {
  const statuses = new Set(rows.map(({ state }) => state.status));
  const plural = rows.length === 1 ? 'Build' : 'Builds';
  const names = (wanted: readonly string[]): string =>
    rows
      .filter(({ state }) => wanted.includes(state.status))
      .map(({ check }) => check)
      .join(', ');
  const failed = names(['FAILED', 'FAULT', 'TIMED_OUT']);
  if (failed !== '') return `❌ Build failed: ${failed}`;
  if (statuses.has('NOT_STARTED')) return `⚠️ Build could not start: ${names(['NOT_STARTED'])}`;
  if (statuses.has('STOPPED'))
    return record.status === 'open' ? '⏹️ Build stopped' : '⏹️ Build stopped with the pull request';
  if (statuses.has('IN_PROGRESS')) return `⏳ ${plural} started`;
  if (statuses.has('POSTPONED') || statuses.has('REQUESTED')) return `⏳ ${plural} waiting for room`;
  const missing = Object.keys(rules.builds).filter((check) => !rows.some((row) => row.check === check));
  if (missing.length > 0) return `⏹️ Not built: ${missing.join(', ')}`;
  return `✅ ${plural} passed`;
}

function revisionLine({ pullRequest, record, place }: Page): string {
  const commit = linkTo(
    inlineCode(record.head.slice(0, 7)),
    commitLink(place, record.repository, record.head),
  );
  const [from, to] = [pullRequest.sourceBranch, pullRequest.destinationBranch].map(branchName);
  return `Commit ${commit}, ${from} into ${to}`;
}

/** CodeCommit's own calls take 256 characters; a push takes more, and a comment holds 10,240 in all. */
const mostOfName = 256;

function branchName(name: string): string {
  return inlineCode(name.length > mostOfName ? `${name.slice(0, mostOfName)}…` : name);
}

function table({ badges }: Page, rows: readonly Row[]): string {
  const lines = rows.map(({ check, state }) => {
    const cells = [
      badgeCell(check, state, badges[check] ?? {}),
      inlineCodeInTable(state.project),
      buildCell(state),
      tookCell(state),
      testsCell(state),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return ['| Check | Project | Build | Took | Tests |', '|---|---|---|---|---|', ...lines].join('\n');
}

const waiting: Record<'REQUESTED' | 'NOT_STARTED' | 'POSTPONED', string> = {
  REQUESTED: 'starting',
  NOT_STARTED: 'not started',
  POSTPONED: 'waiting',
};

function badgeCell(check: string, state: CheckState, links: Partial<Record<BadgeState, string>>): string {
  const { status } = state;
  if (status === 'REQUESTED' || status === 'NOT_STARTED' || status === 'POSTPONED') {
    return `**${escapeMarkdown(check)}**: ${waiting[status]}`;
  }
  const said = badgeState(status);
  const link = links[said];
  return link === undefined
    ? `**${escapeMarkdown(check)}**: ${said}`
    : `![${escapeMarkdown(check)}: ${said}](${link})`;
}

function buildCell(state: CheckState): string {
  if (state.buildId === undefined) return '–';
  const name =
    state.buildNumber === undefined ? state.buildId.split(':').at(-1)?.slice(0, 8) : state.buildNumber;
  return linkTo(`#${name ?? ''}`, buildLinkOf(state));
}

function tookCell(state: CheckState): string {
  if (state.startedAt === undefined || state.endedAt === undefined) return '–';
  return formatDuration(state.endedAt - state.startedAt);
}

function testsCell({ tests }: CheckState): string {
  if (tests === undefined) return '–';
  const parts = [`${tests.passed} of ${tests.total} passed`];
  if (tests.failed > 0) parts.push(`**${tests.failed} failed**`);
  if (tests.skipped > 0) parts.push(`${tests.skipped} skipped`);
  return parts.join(', ');
}

function ending({ pullRequest, record }: Page): string | undefined {
  if (record.status === 'closed') return 'The pull request was closed without a merge.';
  if (record.status === 'open') return undefined;
  return pullRequest.mergeCommit === undefined
    ? 'The pull request was merged.'
    : `The pull request was merged as ${inlineCode(pullRequest.mergeCommit.slice(0, 7))}.`;
}

function fits(text: string): boolean {
  return new TextEncoder().encode(text).length <= commentLimit;
}

/** Only many checks with long names come to this; whole lines are dropped from the end. */
function cutToFit(text: string): string {
  const note = '\n\n_The rest did not fit into a comment._';
  const lines = text.split('\n');
  while (lines.length > 1 && !fits(lines.join('\n') + note)) lines.pop();
  return lines.join('\n') + note;
}
