import type { Build } from '@aws-sdk/client-codebuild';
import { type Html, html } from '../html.ts';
import { instant, shortVersion, state, took, who } from '../words.ts';

/** Builds as a table, in the order given. */
export function buildRows(region: string, builds: readonly Build[]): Html {
  if (builds.length === 0) return html`<p class="soft">No build yet.</p>`;
  return html`<table><thead><tr><th>Build</th><th>Status</th><th>Source version</th><th>Started by</th><th>Started (UTC)</th><th>Took</th></tr></thead>
<tbody>${builds.map(
    (
      build,
    ) => html`<tr><td><a href="/${region}/builds/${encodeURIComponent(build.id ?? '')}">${build.projectName} #${build.buildNumber}</a></td>
<td>${state(build.buildStatus)}</td><td><code>${shortVersion(build.sourceVersion)}</code></td><td>${who(build.initiator)}</td>
<td class="number">${instant(build.startTime)}</td><td class="number">${took(build.startTime, build.endTime)}</td></tr>`,
  )}</tbody></table>`;
}
