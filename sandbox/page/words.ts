import { type Html, html } from './html.ts';

const looks: Readonly<Record<string, string>> = {
  SUCCEEDED: 'good',
  success: 'good',
  delivered: 'good',
  Merged: 'good',
  'in sync': 'good',
  FAILED: 'bad',
  FAULT: 'bad',
  TIMED_OUT: 'bad',
  error: 'bad',
  timeout: 'bad',
  'not reached': 'bad',
  differs: 'bad',
  IN_PROGRESS: 'busy',
  Open: 'busy',
  behind: 'busy',
  'differs by policy': 'busy',
};

/** A status in its colour; the word is always there, so colour is never the only sign. */
export function state(status: string | undefined): Html {
  const word = status ?? 'UNKNOWN';
  return html`<span class="state ${looks[word] ?? ''}">${word}</span>`;
}

export function look(status: string | undefined): string {
  return looks[status ?? ''] ?? '';
}

/** Date and time in UTC, to the second. */
export function instant(time: Date | number | undefined): string {
  if (time === undefined) return '';
  return new Date(time).toISOString().replace('T', ' ').slice(0, 19);
}

export function took(from: Date | undefined, to: Date | undefined): string {
  if (from === undefined || to === undefined) return '';
  const seconds = Math.round((to.getTime() - from.getTime()) / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

export function shortBranch(reference: string | undefined): string {
  return (reference ?? '').replace(/^refs\/(?:heads|tags)\//, '');
}

/** Who an ARN or an initiator names, for people: of a role's session the session, of a user the user. */
export function who(arn: string | undefined): string {
  return (
    (arn ?? '')
      .split(':')
      .at(-1)
      ?.replace(/^(?:assumed-role\/)?.*\//, '') ?? ''
  );
}

/** A source version for a narrow column: commits by their first ten digits. */
export function shortVersion(version: string | undefined): string {
  return (version ?? '').replace(/[0-9a-f]{40}/g, (commit) => commit.slice(0, 10));
}
