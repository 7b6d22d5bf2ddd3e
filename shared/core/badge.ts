import type { BuildStatus } from './build.ts';

/** What a badge can say: CodeBuild's badge states, and `stopped`, which CodeBuild shows as failing. */
export const badgeStates = ['passing', 'failing', 'running', 'stopped', 'timed out', 'unknown'] as const;
export type BadgeState = (typeof badgeStates)[number];

const stateOfStatus: Record<BuildStatus, BadgeState> = {
  IN_PROGRESS: 'running',
  SUCCEEDED: 'passing',
  FAILED: 'failing',
  FAULT: 'failing',
  TIMED_OUT: 'timed out',
  STOPPED: 'stopped',
};

/** The word a badge shows for a build's status. */
export function badgeState(status: BuildStatus): BadgeState {
  return stateOfStatus[status];
}

const colours: Record<BadgeState, string> = {
  passing: '#1a7f37',
  failing: '#c62828',
  running: '#1565c0',
  stopped: '#616161',
  'timed out': '#b45309',
  unknown: '#757575',
};

/**
 * A flat SVG badge: label on the left, state on the right. The label may be any text; it is escaped and cut at
 * 40 characters. Both texts keep a contrast of at least 4.5:1 (WCAG 2.2, 1.4.3).
 */
export function renderBadge(label: string, state: BadgeState): string {
  const name = escapeXml(cut(label, 40));
  const nameWidth = textWidth(cut(label, 40)) + 12;
  const stateWidth = textWidth(state) + 12;
  const width = nameWidth + stateWidth;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" role="img" aria-label="${name}: ${state}">`,
    `<title>${name}: ${state}</title>`,
    `<clipPath id="r"><rect width="${width}" height="20" rx="3"/></clipPath>`,
    `<g clip-path="url(#r)"><path fill="#404040" d="M0 0h${nameWidth}v20H0z"/>`,
    `<path fill="${colours[state]}" d="M${nameWidth} 0h${stateWidth}v20H${nameWidth}z"/></g>`,
    `<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">`,
    `<text x="${nameWidth / 2}" y="14" textLength="${nameWidth - 12}">${name}</text>`,
    `<text x="${nameWidth + stateWidth / 2}" y="14" textLength="${stateWidth - 12}">${state}</text></g></svg>`,
  ].join('');
}

/** Text made harmless in XML text and attributes; characters XML 1.0 does not allow are dropped. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

function cut(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

// Widths of Verdana at 11 px in classes; `textLength` makes the renderer fit the rest.
function textWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/[ijl.,:;'|! ]/.test(character)) width += 4;
    else if (/[mwMW@%]/.test(character)) width += 10;
    else if (/[A-Z0-9_]/.test(character)) width += 7.5;
    else if (character > '\u2e7f') width += 12;
    else width += 6.5;
  }
  return Math.ceil(width);
}
