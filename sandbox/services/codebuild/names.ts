import { AwsError } from '../../kernel/errors.ts';
import { arnOf, type Scope } from '../../kernel/world.ts';
import type { Build } from './build.ts';
import type { Project } from './project.ts';
import { codebuildState } from './state.ts';

/** The ARN of a project of this Region, whether it exists or not; a full ARN is left as it is. */
export function projectArn(scope: Scope, nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? nameOrArn : arnOf(scope, 'codebuild', `project/${nameOrArn}`);
}

/** The project's name in a name or an ARN. */
export function projectNameOf(nameOrArn: string): string {
  return /^arn:[^:]+:codebuild:[^:]*:\d*:project\/(.+)$/.exec(nameOrArn)?.[1] ?? nameOrArn;
}

/** `PROJECT:UUID` of a build id, which may be given as a full ARN. */
export function buildIdOf(idOrArn: string): string {
  return /^arn:[^:]+:codebuild:[^:]*:\d*:build\/(.+)$/.exec(idOrArn)?.[1] ?? idOrArn;
}

/** The ARN of the project that a build id names: what IAM asks about for calls on builds. */
export function projectArnOfBuild(scope: Scope, idOrArn: string): string {
  return projectArn(scope, buildIdOf(idOrArn).split(':')[0] ?? '');
}

/** The ARN of the group that a report ARN names: what IAM asks about for calls on reports. */
export function reportGroupArnOf(reportArn: string): string {
  return reportArn.replace(/:report\/([^:]+):.*$/, ':report-group/$1');
}

/** The project, or ResourceNotFoundException. */
export function findProject(scope: Scope, nameOrArn: string): Project {
  const project = codebuildState(scope).projects.get(projectNameOf(nameOrArn));
  if (!project) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Project cannot be found: ${projectArn(scope, nameOrArn)}`,
    );
  }
  return project;
}

/** The build, or ResourceNotFoundException (wording unconfirmed). */
export function findBuild(scope: Scope, idOrArn: string): Build {
  const build = codebuildState(scope).builds.get(buildIdOf(idOrArn));
  if (!build) throw new AwsError('ResourceNotFoundException', `Build ${idOrArn} cannot be found`);
  return build;
}

/** A refusal of what the caller asked for. */
export function invalidInput(message: string): AwsError {
  return new AwsError('InvalidInputException', message);
}
