import { arnOf, type Scope } from '../../kernel/world.ts';
import type { Build, BuildPlan } from './build.ts';
import { logsBeforeStart } from './build-log.ts';
import { defined } from './defined.ts';
import { invalidInput } from './names.ts';
import type { EnvironmentVariable, Project, ProjectEnvironment, ProjectSource } from './project.ts';
import type { StartBuildInput } from './start-build-input.ts';
import { codebuildState } from './state.ts';

/** A start that was accepted, with who or what asked for it. */
export interface BuildOrder {
  readonly project: Project;
  readonly input: StartBuildInput;
  readonly initiator: string;
}

/** What follows for the build from project and overrides, besides its record. */
export function planOf({ project, input }: BuildOrder): BuildPlan {
  return {
    artifacts: input.artifactsOverride ?? project.artifacts,
    secondaryArtifacts: input.secondaryArtifactsOverride ?? project.secondaryArtifacts ?? [],
    logsConfig: { ...project.logsConfig, ...input.logsConfigOverride },
  };
}

/** The record of a build that is about to start: the project's settings under the overrides. */
export function makeBuild(scope: Scope, order: BuildOrder): Build {
  const { project, initiator } = order;
  const id = `${project.name}:${scope.world.ids.uuid()}`;
  const source = sourceOf(order);
  const { autoRetryLimit, ...settings } = settingsOf(scope, order);
  return {
    id,
    arn: arnOf(scope, 'codebuild', `build/${id}`),
    buildNumber: nextNumber(scope, project.name),
    projectName: project.name,
    startTime: new Date(scope.world.clock.now()),
    currentPhase: 'SUBMITTED',
    buildStatus: 'IN_PROGRESS',
    buildComplete: false,
    phases: [],
    initiator,
    source,
    artifacts: { location: '' },
    environment: environmentOf(order),
    logs: logsBeforeStart(scope, planOf(order).logsConfig),
    ...settings,
    ...(autoRetryLimit > 0 ? { autoRetryConfig: { autoRetryLimit, autoRetryNumber: 0 } } : {}),
  };
}

/** What a build takes from its project unless the start says otherwise. */
function settingsOf(scope: Scope, { project, input }: BuildOrder) {
  return {
    secondarySources: [],
    secondarySourceVersions: [],
    cache: { type: 'NO_CACHE' },
    encryptionKey: arnOf(scope, 'kms', 'alias/aws/s3'),
    autoRetryLimit: 0,
    serviceRole: project.serviceRole,
    timeoutInMinutes: project.timeoutInMinutes,
    queuedTimeoutInMinutes: project.queuedTimeoutInMinutes,
    ...defined({
      sourceVersion: project.sourceVersion,
      secondarySources: project.secondarySources,
      secondarySourceVersions: project.secondarySourceVersions,
      cache: project.cache,
      encryptionKey: project.encryptionKey,
      autoRetryLimit: project.autoRetryLimit,
    }),
    ...defined({
      sourceVersion: input.sourceVersion,
      secondarySources: input.secondarySourcesOverride,
      secondarySourceVersions: input.secondarySourcesVersionOverride,
      cache: input.cacheOverride,
      encryptionKey: input.encryptionKeyOverride,
      autoRetryLimit: input.autoRetryLimitOverride,
      serviceRole: input.serviceRoleOverride,
      timeoutInMinutes: input.timeoutInMinutesOverride,
      queuedTimeoutInMinutes: input.queuedTimeoutInMinutesOverride,
    }),
  };
}

function nextNumber(scope: Scope, projectName: string): number {
  const { buildNumbers } = codebuildState(scope);
  const number = (buildNumbers.get(projectName) ?? 0) + 1;
  buildNumbers.set(projectName, number);
  return number;
}

/**
 * A project of CodePipeline gets its code from the pipeline; started by anyone else without another source it is
 * refused (the refusal is unconfirmed).
 */
function sourceOf({ project, input, initiator }: BuildOrder): ProjectSource {
  const source: ProjectSource = {
    ...project.source,
    ...defined({
      type: input.sourceTypeOverride,
      location: input.sourceLocationOverride,
      gitCloneDepth: input.gitCloneDepthOverride,
      buildspec: input.buildspecOverride,
    }),
  };
  if (source.type === 'CODEPIPELINE' && !initiator.startsWith('codepipeline/')) {
    throw invalidInput(
      `Project ${project.name} takes its source from CodePipeline; give sourceTypeOverride and sourceLocationOverride to start it without a pipeline`,
    );
  }
  if (source.type === 'CODEPIPELINE' || source.type === 'NO_SOURCE') {
    const { location: _without, ...rest } = source;
    return rest;
  }
  return source;
}

function environmentOf({ project, input }: BuildOrder): Build['environment'] {
  const environment: ProjectEnvironment = project.environment;
  return {
    ...environment,
    ...defined({
      type: input.environmentTypeOverride,
      image: input.imageOverride,
      computeType: input.computeTypeOverride,
      privilegedMode: input.privilegedModeOverride,
      imagePullCredentialsType: input.imagePullCredentialsTypeOverride,
    }),
    environmentVariables: overlay(
      environment.environmentVariables ?? [],
      input.environmentVariablesOverride ?? [],
    ),
  };
}

/** The project's variables, each replaced by the override of the same name. */
function overlay(
  variables: readonly EnvironmentVariable[],
  overrides: readonly EnvironmentVariable[],
): EnvironmentVariable[] {
  const byName = new Map([...variables, ...overrides].map((variable) => [variable.name, variable]));
  return [...byName.values()].map((variable) => ({ ...variable, type: variable.type ?? 'PLAINTEXT' }));
}
