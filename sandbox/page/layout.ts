import { createHash } from 'node:crypto';
import { Html, html } from './html.ts';
import { styleSheet } from './style-sheet.ts';

/** One page: where it stands, what it shows, and whether it is worth asking for again while it is open. */
export interface View {
  readonly title: string;
  readonly body: Html;
  readonly status?: number;
  /** Something on it still changes. */
  readonly isLive?: boolean;
}

// The live part of a page is fetched again every second and put in place, so that scrolling and selection of the
// rest stay. It stops when the server says that nothing changes any more.
const refreshScript = `
const main = document.querySelector('main');
async function again() {
  try {
    const answer = await fetch(location.href, { headers: { 'x-part': 'main' } });
    const text = await answer.text();
    if (text !== main.innerHTML && getSelection().isCollapsed) {
      const logs = [...document.querySelectorAll('.log')].map((log) => log.scrollHeight - log.scrollTop - log.clientHeight < 40);
      main.innerHTML = text;
      [...document.querySelectorAll('.log')].forEach((log, index) => { if (logs[index] !== false) log.scrollTop = log.scrollHeight; });
    }
    setTimeout(again, answer.headers.get('x-live') === 'yes' ? 1000 : 3000);
  } catch { setTimeout(again, 3000); }
}
setTimeout(again, 1000);`;

/** The one script that the page has, as its Content-Security-Policy names it: no other runs. */
export const scriptSource = `'sha256-${createHash('sha256').update(refreshScript).digest('base64')}'`;

const navigation: readonly (readonly [address: string, name: string])[] = [
  ['/', 'Overview'],
  ['/us-east-1/replication', 'Replication'],
  ['/us-east-1/events', 'Events'],
  ['/us-east-1/functions', 'Functions'],
  ['/us-east-1/faults', 'Faults'],
];

export function renderPage(view: View, path: string): string {
  const links = navigation.map(
    ([address, name]) =>
      html`<a href="${address}"${path === address && html` aria-current="page"`}>${name}</a>`,
  );
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${view.title} · Drawbridge sandbox</title><link rel="icon" href="data:,"><style>${styleSheet}</style></head>
<body><header><strong>Drawbridge</strong> <span>sandbox</span><nav aria-label="Pages">${links}</nav></header>
<main>${view.body}</main><script>${new Html(refreshScript)}</script></body></html>`.text;
}
