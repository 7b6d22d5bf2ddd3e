import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  BatchGetBuildsCommand,
  BatchGetReportsCommand,
  type Build,
  type BuildPhase,
  StopBuildCommand,
} from '@aws-sdk/client-codebuild';
import type { World } from '../../kernel/world.ts';
import { clientsOf } from '../clients.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../layout.ts';
import { instant, look, state, took, who } from '../words.ts';

/** A build: its phases, its tests and its log, live. */
export async function build(world: World, region: string, id: string): Promise<View> {
  const { codebuild } = clientsOf(world, region);
  const { builds = [] } = await codebuild.send(new BatchGetBuildsCommand({ ids: [id] }));
  const found = builds[0];
  if (found === undefined) {
    return {
      title: 'No such build',
      status: 404,
      body: html`<h1>No such build</h1><p>CodeBuild knows no build <code>${id}</code> in ${region}.</p>`,
    };
  }
  const isRunning = found.buildStatus === 'IN_PROGRESS';
  return {
    title: `${found.projectName} #${found.buildNumber}`,
    isLive: isRunning,
    body: html`<h1>${found.projectName} #${found.buildNumber}</h1>
<p>${state(found.buildStatus)} <code>${found.sourceVersion}</code>, started by ${who(found.initiator)} at ${instant(found.startTime)} UTC${
      found.endTime && html`, took ${took(found.startTime, found.endTime)}`
    }</p>
${isRunning && html`<form method="post"><input type="hidden" name="action" value="stop"><button>Stop this build</button></form>`}
<ol class="phases">${(found.phases ?? []).map(
      (phase) =>
        html`<li class="${look(phaseStatus(phase))}"><b>${phase.phaseType}</b> <span>${phaseStatus(phase)}${
          phase.durationInSeconds !== undefined && html` ${phase.durationInSeconds} s`
        }</span></li>`,
    )}</ol>
${contexts(found)}${await reports(world, region, found)}
<h2>Log</h2><div class="log" tabindex="0" aria-label="Log">${await log(world, region, found)}</div>`,
  };
}

/** Only the last phase of a running build has no status; COMPLETED never gets one. */
function phaseStatus({ phaseType, phaseStatus: status }: BuildPhase): string {
  return status ?? (phaseType === 'COMPLETED' ? '' : 'IN_PROGRESS');
}

/** Stops a build from its page. */
export async function stopBuild(world: World, region: string, id: string): Promise<void> {
  await clientsOf(world, region).codebuild.send(new StopBuildCommand({ id }));
}

function contexts(found: Build): Html[] {
  const messages = (found.phases ?? [])
    .flatMap(({ contexts: some }) => some ?? [])
    .filter(({ message }) => message);
  return messages.map(({ statusCode, message }) => html`<p class="bad">${statusCode}: ${message}</p>`);
}

async function reports(world: World, region: string, { reportArns = [] }: Build): Promise<Html | undefined> {
  if (reportArns.length === 0) return undefined;
  const { reports: found = [] } = await clientsOf(world, region).codebuild.send(
    new BatchGetReportsCommand({ reportArns }),
  );
  return html`<h2>Tests</h2><ul>${found.map(
    ({ reportGroupArn, status, testSummary }) =>
      html`<li>${reportGroupArn?.split('/').at(-1)}: ${state(status)} ${Object.entries(
        testSummary?.statusCounts ?? {},
      )
        .filter(([, count]) => count > 0)
        .map(([word, count]) => `${count} ${word.toLowerCase()}`)
        .join(', ')}</li>`,
  )}</ul>`;
}

async function log(world: World, region: string, { logs }: Build): Promise<string> {
  if (!logs?.groupName || !logs.streamName) return 'Nothing has been logged yet.';
  try {
    const { events = [] } = await clientsOf(world, region).logs.send(
      new GetLogEventsCommand({
        logGroupName: logs.groupName,
        logStreamName: logs.streamName,
        startFromHead: false,
      }),
    );
    return events.map(({ message }) => (message ?? '').replace(/\r?\n$/, '')).join('\n');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
