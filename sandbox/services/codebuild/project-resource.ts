import type { ResourceKind, ResourceRequest, ResourceResult } from '../../kernel/resource-kind.ts';
import { projectArn } from './names.ts';
import type { ProjectInput } from './project.ts';
import { saveProject } from './save-project.ts';
import { codebuildState } from './state.ts';

/** Makes or changes an `AWS::CodeBuild::Project`. The template's names are the API's in another case. */
export function makeProject({ scope, properties, generatedName }: ResourceRequest): ResourceResult {
  const settings = toApiCase(properties) as Partial<Record<keyof ProjectInput, unknown>>;
  const numbers = Object.fromEntries(
    NUMBERS.flatMap((name) => (settings[name] === undefined ? [] : [[name, Number(settings[name])]])),
  );
  // The template's values have passed no validation yet: saveProject does it, as CreateProject would.
  const named = { ...settings, ...numbers, name: settings.name ?? generatedName };
  const input = named as unknown as ProjectInput;
  const project = saveProject(scope, input);
  return { ref: project.name, attributes: { Arn: project.arn } };
}

const NUMBERS = [
  'timeoutInMinutes',
  'queuedTimeoutInMinutes',
  'concurrentBuildLimit',
  'autoRetryLimit',
] as const;

const OTHER_NAMES: Readonly<Record<string, string>> = { BuildSpec: 'buildspec' };

function toApiCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toApiCase);
  if (typeof value !== 'object' || value === null) return fromText(value);
  const members = Object.entries(value).map(([name, member]) => [
    OTHER_NAMES[name] ?? name.charAt(0).toLowerCase() + name.slice(1),
    // What an environment variable holds is text, whatever it looks like.
    name === 'Value' || name === 'BuildSpec' ? String(member) : toApiCase(member),
  ]);
  return Object.fromEntries(members);
}

/** Templates may write booleans as text. */
function fromText(value: unknown): unknown {
  if (value === 'true') return true;
  return value === 'false' ? false : value;
}

/** `AWS::CodeBuild::Project`. Its schema is not public: the actions are the API's own. */
export const projectKind: ResourceKind = {
  nameProperty: 'Name',
  make: makeProject,
  remove: ({ scope, ref }) => void codebuildState(scope).projects.delete(ref),
  isTaken: (scope, name) => codebuildState(scope).projects.has(name),
  replacing: ['Name'],
  permissions: {
    on: ({ scope, name }) => projectArn(scope, name),
    create: ['codebuild:CreateProject'],
    update: ['codebuild:UpdateProject'],
    delete: ['codebuild:DeleteProject'],
    also: ({ kind, properties }) =>
      kind === 'delete'
        ? []
        : [
            {
              action: 'iam:PassRole',
              resources: String(properties['ServiceRole']),
              conditions: { 'iam:PassedToService': 'codebuild.amazonaws.com' },
            },
          ],
  },
};
