import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { World } from '../../kernel/world.ts';
import { scopeOf } from '../../kernel/world.ts';
import { recentInvocations } from '../../services/lambda/recent-invocations.ts';
import { clientsOf } from '../clients.ts';
import { html } from '../html.ts';
import type { View } from '../layout.ts';
import { instant, state } from '../words.ts';

/** Every call of a function, and how it ended. */
export function functions(world: World, region: string): View {
  const recent = recentInvocations(scopeOf(world, region)).toReversed().slice(0, 200);
  return {
    title: 'Functions',
    isLive: true,
    body: html`<h1>Functions</h1><p class="soft">The last 200 calls in <code>${region}</code>, the newest first.</p>
<table><thead><tr><th>Time (UTC)</th><th>Function</th><th>Event</th><th>Outcome</th><th>Took</th></tr></thead><tbody>${recent.map(
      (call) => html`<tr><td class="number">${instant(call.startedAt)}</td>
<td><a href="/${region}/logs?group=${encodeURIComponent(call.logGroup)}&amp;stream=${encodeURIComponent(call.logStream)}">${call.functionName}</a></td>
<td>${call.event}</td><td>${state(call.outcome)} <span class="soft">${call.errorMessage}</span></td><td class="number">${Math.round(call.durationMs)} ms</td></tr>`,
    )}</tbody></table>`,
  };
}

/** A log stream. */
export async function logStream(
  world: World,
  region: string,
  at: { group: string; stream: string },
): Promise<View> {
  const { events = [] } = await clientsOf(world, region).logs.send(
    new GetLogEventsCommand({ logGroupName: at.group, logStreamName: at.stream, startFromHead: false }),
  );
  return {
    title: at.group,
    isLive: true,
    body: html`<h1>${at.group}</h1><p class="soft">${at.stream}</p>
<div class="log" tabindex="0" aria-label="Log">${events.map(({ message }) => (message ?? '').replace(/\r?\n$/, '')).join('\n')}</div>`,
  };
}
