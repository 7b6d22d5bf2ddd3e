import type { World } from '../../kernel/world.ts';
import { scopeOf } from '../../kernel/world.ts';
import { recentEvents } from '../../services/events/recent-events.ts';
import { html } from '../html.ts';
import type { View } from '../layout.ts';
import { state, who } from '../words.ts';

/** Every event on the buses of a Region, and who received it. */
export function events(world: World, region: string): View {
  const recent = recentEvents(scopeOf(world, region)).slice(0, 200);
  return {
    title: 'Events',
    isLive: true,
    body: html`<h1>Events</h1><p class="soft">The last 200 in <code>${region}</code>, the newest first. Open one to see it whole.</p>
<table><thead><tr><th>Time (UTC)</th><th>Event</th><th>Received by</th></tr></thead><tbody>${recent.map(
      ({
        event: seen,
        deliveries,
      }) => html`<tr><td class="number">${seen.time.replace('T', ' ').replace('Z', '')}</td>
<td><a href="/${region}/events/${seen.id}">${seen['detail-type']}</a><br><span class="soft">${about(seen.detail)}</span></td>
<td>${
        deliveries.length === 0
          ? html`<span class="soft">no rule matched</span>`
          : deliveries.map(
              ({ targetArn, outcome, attempts, error }) =>
                html`<div>${who(targetArn)}: ${state(outcome)}${attempts > 1 && ` after ${attempts} tries`} <span class="soft">${error}</span></div>`,
            )
      }</td></tr>`,
    )}</tbody></table>`,
  };
}

/** One event, whole. */
export function event(world: World, region: string, id: string): View {
  const found = recentEvents(scopeOf(world, region)).find((recent) => recent.event.id === id);
  if (found === undefined) {
    return {
      title: 'No such event',
      status: 404,
      body: html`<h1>No such event</h1><p>Only the last 1,000 are kept.</p>`,
    };
  }
  return {
    title: found.event['detail-type'],
    body: html`<h1>${found.event['detail-type']}</h1>
<ul>${found.deliveries.map(
      ({ rule, targetArn, outcome, attempts, error }) =>
        html`<li>${rule} → ${who(targetArn)}: ${state(outcome)} (${attempts} tries) ${error}</li>`,
    )}</ul><pre>${JSON.stringify(found.event, undefined, 2)}</pre>`,
  };
}

const telling = [
  'event',
  'build-status',
  'completed-phase',
  'project-name',
  'repositoryNames',
  'repositoryName',
  'referenceName',
  'pullRequestId',
];

function about(detail: Readonly<Record<string, unknown>>): string {
  return telling.flatMap((key) => (detail[key] === undefined ? [] : [String(detail[key])])).join(' · ');
}
