import type { Scope } from '../../kernel/world.ts';
import { invalidInput, projectArn } from './names.ts';
import type { Project, ProjectInput } from './project.ts';
import { codebuildState } from './state.ts';

const DEFAULT_TIMEOUT_MINUTES = 60;
const DEFAULT_QUEUED_TIMEOUT_MINUTES = 480;

/** Keeps a project, new or changed, with AWS's defaults. Declines settings that AWS declines. */
export function saveProject(scope: Scope, input: ProjectInput): Project {
  requireValid(input);
  const { projects } = codebuildState(scope);
  const previous = projects.get(input.name);
  const now = new Date(scope.world.clock.now());
  const { badgeEnabled = false, ...settings } = input;
  const project: Project = {
    ...settings,
    arn: projectArn(scope, input.name),
    timeoutInMinutes: input.timeoutInMinutes ?? DEFAULT_TIMEOUT_MINUTES,
    queuedTimeoutInMinutes: input.queuedTimeoutInMinutes ?? DEFAULT_QUEUED_TIMEOUT_MINUTES,
    cache: input.cache ?? { type: 'NO_CACHE' },
    created: previous?.created ?? now,
    lastModified: now,
    badge: badgeEnabled ? { badgeEnabled, badgeRequestUrl: badgeUrl(scope, input.name) } : { badgeEnabled },
  };
  projects.set(input.name, project);
  return project;
}

/** The form that projects really have (facts, section 7). Nothing answers there: badges are Drawbridge's own. */
function badgeUrl({ region, account }: Scope, name: string): string {
  const uuid = encodeURIComponent(Buffer.from(`${account}/${region}/${name}`).toString('base64'));
  return `https://codebuild.${region}.amazonaws.com/badges?uuid=${uuid}&branch=master`;
}

const REQUIRED = ['name', 'source', 'artifacts', 'environment', 'serviceRole'] as const;

function requireValid(input: ProjectInput): void {
  for (const member of REQUIRED) {
    if (!input[member]) throw invalidInput(`Project ${member} is required`);
  }
  // Facts, section 6.
  if (!/^[A-Za-z0-9][A-Za-z0-9\-_]{1,254}$/.test(input.name)) {
    throw invalidInput(
      `Invalid project name: ${input.name}. It must have 2 to 255 letters, digits, hyphens or underscores`,
    );
  }
  requireMinutes('timeout', input.timeoutInMinutes, 2160);
  requireMinutes('queued timeout', input.queuedTimeoutInMinutes, 480);
  const isRepository = !['NO_SOURCE', 'CODEPIPELINE'].includes(input.source.type);
  if (isRepository && !input.source.location) {
    throw invalidInput(`Project ${input.name} has a source of type ${input.source.type} without a location`);
  }
  if (input.source.type === 'NO_SOURCE' && !input.source.buildspec) {
    throw invalidInput('Project source type NO_SOURCE requires a buildspec');
  }
}

function requireMinutes(name: string, minutes: number | undefined, most: number): void {
  if (minutes === undefined || (minutes >= 5 && minutes <= most)) return;
  throw invalidInput(`Invalid ${name}: ${minutes}. It must be between 5 and ${most} minutes`);
}
