import {
  type Build as AwsBuild,
  BatchGetBuildsCommand,
  BatchGetProjectsCommand,
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
import { cutText } from '../core/cut-text.ts';
import { defined } from '../core/defined.ts';
import type { StartBuild } from '../core/effect.ts';
import { ControllerError, isControllerError } from '../core/error.ts';
import type { Builds } from '../core/ports.ts';
import { type Instant, minute } from '../core/time.ts';
import { planOf } from './build-plan.ts';
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
    planOfProject: (project) => planOfProject(client, project),
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

/** Most projects are built less often than this between two looks; a page has a hundred. */
const newestFew = 10;

/** CodeBuild lists ids only, newest first; builds are read, a few and then more, until one is older than `since`. */
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
    const ids = page.ids ?? [];
    nextToken = page.nextToken;
    for (const some of [ids.slice(0, newestFew), ids.slice(newestFew)]) {
      const builds = some.length > 0 ? await getBuilds(client, some) : [];
      found.push(...builds.filter(({ startedAt }) => startedAt >= since));
      if (builds.some(({ startedAt }) => startedAt < since)) return found;
    }
  } while (nextToken !== undefined);
  return found;
}

async function planOfProject(client: CodeBuildClient, name: string): Promise<string | undefined> {
  const { projects } = await calling({ call: 'CodeBuild BatchGetProjects', on: `project ${name}` }, () =>
    client.send(new BatchGetProjectsCommand({ names: [name] })),
  );
  return projects?.[0] && planOf(projects[0]);
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
  return defined({
    id: build.id,
    arn: build.arn,
    project: build.projectName,
    status: statusOf(build),
    initiator: build.initiator,
    plan: planOf(build),
    startedAt: build.startTime?.getTime() ?? 0,
    phases: (build.phases ?? []).map(phaseFromAws),
    reportArns: build.reportArns ?? [],
    variables: plaintextVariables(build.environment),
    number: build.buildNumber,
    sourceVersion: build.sourceVersion,
    resolvedCommit: build.resolvedSourceVersion,
    endedAt: build.endTime?.getTime(),
    log: logOf(build.logs),
  });
}

/** Entries of the other types show the name of a parameter or a secret where the value would be. */
function plaintextVariables(environment: AwsBuild['environment']): Record<string, string> {
  const plaintext = (environment?.environmentVariables ?? []).filter(
    ({ type }) => type === undefined || type === 'PLAINTEXT',
  );
  return Object.fromEntries(plaintext.map(({ name = '', value = '' }) => [name, value]));
}

/** Before anything is logged CodeBuild names no group and no stream. */
function logOf(logs: AwsBuild['logs']): Build['log'] {
  const { groupName: group, streamName: stream } = logs ?? {};
  return group && stream ? { group, stream } : undefined;
}

/** A build that timed out was seen reported as FAILED with a phase TIMED_OUT (one user's measurement, unconfirmed). */
function statusOf(build: AwsBuild): BuildStatus {
  const status = buildStatuses.find((known) => known === build.buildStatus) ?? 'IN_PROGRESS';
  const timedOut = build.phases?.some(({ phaseStatus }) => phaseStatus === 'TIMED_OUT') ?? false;
  return status === 'FAILED' && timedOut ? 'TIMED_OUT' : status;
}

function phaseFromAws(phase: NonNullable<AwsBuild['phases']>[number]): BuildPhase {
  const context = phase.contexts?.find(({ statusCode, message }) => statusCode || message);
  return defined({
    type: phase.phaseType ?? '',
    status: phase.phaseStatus,
    startedAt: phase.startTime?.getTime(),
    endedAt: phase.endTime?.getTime(),
    durationSeconds: phase.durationInSeconds,
    context: context && {
      code: cutText(context.statusCode ?? ''),
      message: cutText(context.message ?? ''),
    },
  });
}
