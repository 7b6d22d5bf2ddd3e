import {
  BatchGetProjectsCommand,
  type CloudWatchLogsConfig,
  type CodeBuildClient,
  type Project,
} from '@aws-sdk/client-codebuild';
import { defined } from '../../shared/core/defined.ts';
import { once } from './expected.ts';

/** What decides whether a build project can answer a check. */
export interface FoundProject {
  readonly sourceType: string;
  readonly location: string;
  /** The text of a buildspec, or the path of one; the repository's `buildspec.yml` when absent. */
  readonly buildspec?: string;
  /** The ARN of the role that its builds have. */
  readonly serviceRole: string;
  /** Where its builds log to; absent when they write no log to CloudWatch. */
  readonly logGroup?: string;
}

/** CodeBuild gives so many projects at a time. */
const PROJECTS_PER_CALL = 100;

/** The projects of these names that exist, by name. */
export async function findProjects(
  codebuild: CodeBuildClient,
  names: readonly string[],
): Promise<ReadonlyMap<string, FoundProject>> {
  const wanted = once(names);
  const found = new Map<string, FoundProject>();
  for (let start = 0; start < wanted.length; start += PROJECTS_PER_CALL) {
    const { projects = [] } = await codebuild.send(
      new BatchGetProjectsCommand({ names: wanted.slice(start, start + PROJECTS_PER_CALL) }),
    );
    for (const project of projects) found.set(project.name ?? '', foundProject(project));
  }
  return found;
}

function foundProject({
  name = '',
  source = { type: undefined },
  serviceRole = '',
  logsConfig,
}: Project): FoundProject {
  return defined({
    sourceType: source.type ?? '',
    location: source.location ?? '',
    buildspec: source.buildspec,
    serviceRole,
    logGroup: logGroupOf(name, logsConfig?.cloudWatchLogs),
  });
}

/** Without settings of its own CodeBuild makes a group that is called after the project. */
function logGroupOf(project: string, logs: CloudWatchLogsConfig | undefined): string | undefined {
  if (logs?.status === 'DISABLED') return undefined;
  return logs?.groupName ?? `/aws/codebuild/${project}`;
}
