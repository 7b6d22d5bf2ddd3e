import { publishEvent } from '../../kernel/offers/events.ts';
import type { Scope } from '../../kernel/world.ts';
import type { Build, BuildArtifacts, BuildPhase } from './build.ts';
import type { ProjectSource } from './project.ts';

type Json = Record<string, unknown>;

/** Tells that a build started or ended. The first of the two knows neither its number nor its phases. */
export function publishBuildState(scope: Scope, build: Build): void {
  publish(scope, 'CodeBuild Build State Change', {
    'build-status': build.buildStatus,
    'project-name': build.projectName,
    'build-id': build.arn,
    'additional-information': additionalInformation(build, build.buildComplete),
    'current-phase': build.currentPhase,
    'current-phase-context': build.buildComplete ? '[: ]' : '[]',
    version: '1',
  });
}

/** Tells that a phase ended; `phases` may already hold the next one, still open. */
export function publishPhase(scope: Scope, build: Build, phase: BuildPhase): void {
  const contexts = phaseContexts(phase);
  publish(scope, 'CodeBuild Build Phase Change', {
    'completed-phase': phase.phaseType,
    'project-name': build.projectName,
    'build-id': build.arn,
    'completed-phase-context': `[${contexts.join(', ')}]`,
    'additional-information': additionalInformation(build, true),
    'completed-phase-status': phase.phaseStatus,
    'completed-phase-duration-seconds': phase.durationInSeconds ?? 0,
    version: '1',
    'completed-phase-start': eventTime(phase.startTime),
    'completed-phase-end': eventTime(phase.endTime ?? phase.startTime),
  });
}

function publish(scope: Scope, detailType: string, detail: Json & { 'build-id': string }): void {
  publishEvent(scope, {
    source: 'aws.codebuild',
    detailType,
    resources: [detail['build-id']],
    detail,
  });
}

function additionalInformation(build: Build, knowsPhases: boolean): Json {
  const { environment, logs } = build;
  return {
    cache: { type: build.cache.type },
    ...(knowsPhases ? { 'build-number': build.buildNumber } : {}),
    'timeout-in-minutes': build.timeoutInMinutes,
    'build-complete': build.buildComplete,
    initiator: build.initiator,
    'build-start-time': eventTime(build.startTime),
    source: sourceDetail(build.source),
    ...(build.sourceVersion === undefined ? {} : { 'source-version': build.sourceVersion }),
    artifact: artifactDetail(build.artifacts),
    environment: {
      image: environment.image,
      'privileged-mode': environment.privilegedMode ?? false,
      'image-pull-credentials-type': environment.imagePullCredentialsType ?? 'CODEBUILD',
      'compute-type': environment.computeType,
      type: environment.type,
      'environment-variables': environment.environmentVariables.map(({ name, type, value }) => ({
        name,
        type: type ?? 'PLAINTEXT',
        value,
      })),
    },
    'project-file-system-locations': [],
    logs: {
      ...(logs.groupName === undefined ? {} : { 'group-name': logs.groupName }),
      ...(logs.streamName === undefined ? {} : { 'stream-name': logs.streamName }),
      'deep-link': logs.deepLink,
    },
    ...(knowsPhases ? { phases: build.phases.map(phaseDetail) } : {}),
    'queued-timeout-in-minutes': build.queuedTimeoutInMinutes,
  };
}

function sourceDetail(source: ProjectSource): Json {
  const isRepository = !['CODEPIPELINE', 'NO_SOURCE', 'S3'].includes(source.type);
  return {
    ...(source.buildspec === undefined ? {} : { buildspec: source.buildspec }),
    ...(source.location === undefined ? {} : { location: source.location }),
    ...(source.gitCloneDepth === undefined ? {} : { 'git-clone-depth': source.gitCloneDepth }),
    type: source.type,
    ...(isRepository
      ? {
          'report-build-status': source.reportBuildStatus ?? false,
          'git-submodules-config': {
            'fetch-submodules': source.gitSubmodulesConfig?.fetchSubmodules ?? false,
          },
        }
      : {}),
  };
}

function artifactDetail(artifacts: BuildArtifacts | undefined): Json {
  if (!artifacts?.location) return { location: '' };
  const { md5sum = '', sha256sum = '', location } = artifacts;
  return { md5sum, sha256sum, location };
}

function phaseDetail(phase: BuildPhase): Json {
  const { phaseType, phaseStatus, startTime, endTime, durationInSeconds } = phase;
  if (endTime === undefined) return { 'start-time': eventTime(startTime), 'phase-type': phaseType };
  return {
    'phase-context': phaseContexts(phase),
    'start-time': eventTime(startTime),
    'end-time': eventTime(endTime),
    'duration-in-seconds': durationInSeconds,
    'phase-type': phaseType,
    'phase-status': phaseStatus,
  };
}

/** One string per context; a good phase that ran has the empty one, `": "`. */
function phaseContexts({ contexts = [] }: BuildPhase): string[] {
  return contexts.map(({ statusCode, message }) => `${statusCode}: ${message}`);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Mar 2, 2026 1:41:05 PM`: twelve hours, UTC, and no zone (facts, section 4). */
function eventTime(date: Date): string {
  const hours = date.getUTCHours();
  const day = `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
  const rest = date.toISOString().slice(13, 19);
  return `${day} ${hours % 12 || 12}${rest} ${hours < 12 ? 'AM' : 'PM'}`;
}
