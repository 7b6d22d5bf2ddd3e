import {
  type Build as AwsBuild,
  BatchGetBuildsCommand,
  BatchGetReportsCommand,
  CodeBuildClient,
  ListBuildsForProjectCommand,
  StartBuildCommand,
  StopBuildCommand,
} from '@aws-sdk/client-codebuild';
import {
  type Build,
  type BuildPhase,
  type BuildStatus,
  buildStatuses,
  type TestTotals,
} from '../core/build.ts';
import type { StartBuild } from '../core/effect.ts';
import { ControllerError, isControllerError } from '../core/error.ts';
import type { Builds } from '../core/ports.ts';
import { type Instant, minute } from '../core/time.ts';
import type { ClientSettings } from './client-settings.ts';
import { calling } from './translate-error.ts';

/** Builds in CodeBuild. */
export function codeBuild(settings: ClientSettings = {}): Builds {
  const client = new CodeBuildClient(settings);
  return {
    start: (request) => startBuild(client, request),
    stop: (buildId) => stopBuild(client, buildId),
    get: (buildIds) => getBuilds(client, buildIds),
    listSince: (project, since) => listSince(client, project, since),
    testTotals: (reportArns) => testTotals(client, reportArns),
  };
}

async function startBuild(client: CodeBuildClient, request: StartBuild): Promise<Build> {
  const { build } = await calling({ call: 'CodeBuild StartBuild', on: `project ${request.project}` }, () =>
    client.send(
      new StartBuildCommand({
        projectName: request.project,
        sourceVersion: request.commit,
        idempotencyToken: request.token,
        environmentVariablesOverride: Object.entries(request.variables).map(([name, value]) => ({
          name,
          value,
          type: 'PLAINTEXT' as const,
        })),
        ...(request.timeoutMs !== undefined && { timeoutInMinutesOverride: request.timeoutMs / minute }),
      }),
    ),
  );
  if (build === undefined)
    throw new ControllerError('service-unavailable', 'CodeBuild StartBuild gave no build.');
  return fromAws(build);
}

async function stopBuild(client: CodeBuildClient, id: string): Promise<Build | undefined> {
  try {
    const { build } = await calling({ call: 'CodeBuild StopBuild', on: `build ${id}` }, () =>
      client.send(new StopBuildCommand({ id })),
    );
    return build && fromAws(build);
  } catch (error) {
    if (isControllerError(error, 'not-found')) return undefined;
    throw error;
  }
}

async function getBuilds(client: CodeBuildClient, ids: readonly string[]): Promise<Build[]> {
  const { builds } = await calling({ call: 'CodeBuild BatchGetBuilds', on: ids.join(', ') }, () =>
    client.send(new BatchGetBuildsCommand({ ids: [...ids] })),
  );
  return (builds ?? []).map(fromAws);
}

/** CodeBuild lists ids only, newest first; pages are read until one holds a build older than `since`. */
async function listSince(client: CodeBuildClient, project: string, since: Instant): Promise<Build[]> {
  const found: Build[] = [];
  let nextToken: string | undefined;
  do {
    const page = await calling({ call: 'CodeBuild ListBuildsForProject', on: `project ${project}` }, () =>
      client.send(
        new ListBuildsForProjectCommand({
          projectName: project,
          sortOrder: 'DESCENDING',
          ...(nextToken !== undefined && { nextToken }),
        }),
      ),
    );
    const builds = page.ids?.length ? await getBuilds(client, page.ids) : [];
    found.push(...builds.filter(({ startedAt }) => startedAt >= since));
    nextToken = builds.some(({ startedAt }) => startedAt < since) ? undefined : page.nextToken;
  } while (nextToken !== undefined);
  return found;
}

async function testTotals(
  client: CodeBuildClient,
  reportArns: readonly string[],
): Promise<TestTotals | undefined> {
  const { reports } = await calling({ call: 'CodeBuild BatchGetReports', on: reportArns.join(', ') }, () =>
    client.send(new BatchGetReportsCommand({ reportArns: [...reportArns] })),
  );
  const tests = (reports ?? []).filter(({ type }) => type === 'TEST');
  if (tests.some(({ status }) => status === 'GENERATING')) return undefined;
  const summaries = tests.flatMap(({ testSummary }) => (testSummary ? [testSummary] : []));
  if (summaries.length === 0) return undefined;
  const count = (...statuses: readonly string[]): number =>
    summaries.reduce(
      (sum, { statusCounts }) => sum + statuses.reduce((s, name) => s + (statusCounts?.[name] ?? 0), 0),
      0,
    );
  return {
    total: summaries.reduce((sum, { total }) => sum + (total ?? 0), 0),
    passed: count('SUCCEEDED'),
    failed: count('FAILED', 'ERROR'),
    skipped: count('SKIPPED', 'UNKNOWN'),
  };
}

function fromAws(build: AwsBuild): Build {
  if (!build.id || !build.arn || !build.projectName) {
    throw new ControllerError(
      'service-unavailable',
      'CodeBuild described a build without id, ARN or project.',
    );
  }
  const variables = (build.environment?.environmentVariables ?? []).flatMap(({ name, value, type }) =>
    name !== undefined && value !== undefined && (type ?? 'PLAINTEXT') === 'PLAINTEXT'
      ? [[name, value] as const]
      : [],
  );
  const { groupName: group, streamName: stream } = build.logs ?? {};
  return {
    id: build.id,
    arn: build.arn,
    project: build.projectName,
    status: statusOf(build),
    startedAt: build.startTime?.getTime() ?? 0,
    phases: (build.phases ?? []).map(phaseFromAws),
    reportArns: build.reportArns ?? [],
    variables: Object.fromEntries(variables),
    ...(build.buildNumber !== undefined && { number: build.buildNumber }),
    ...(build.sourceVersion !== undefined && { sourceVersion: build.sourceVersion }),
    ...(build.resolvedSourceVersion !== undefined && { resolvedCommit: build.resolvedSourceVersion }),
    ...(build.endTime && { endedAt: build.endTime.getTime() }),
    ...(group && stream && { log: { group, stream } }),
  };
}

/** A build that timed out was seen reported as FAILED with a phase TIMED_OUT (one user's measurement, unconfirmed). */
function statusOf(build: AwsBuild): BuildStatus {
  const status = buildStatuses.find((known) => known === build.buildStatus) ?? 'IN_PROGRESS';
  const timedOut = build.phases?.some(({ phaseStatus }) => phaseStatus === 'TIMED_OUT') ?? false;
  return status === 'FAILED' && timedOut ? 'TIMED_OUT' : status;
}

function phaseFromAws(phase: NonNullable<AwsBuild['phases']>[number]): BuildPhase {
  const context = phase.contexts?.find(({ statusCode, message }) => statusCode || message);
  return {
    type: phase.phaseType ?? '',
    ...(phase.phaseStatus && { status: phase.phaseStatus }),
    ...(phase.durationInSeconds !== undefined && { durationSeconds: phase.durationInSeconds }),
    ...(context && { context: { code: context.statusCode ?? '', message: context.message ?? '' } }),
  };
}
