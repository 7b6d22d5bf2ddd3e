import { fileURLToPath } from 'node:url';
import type { Scope } from '../../../kernel/world.ts';
import type { Build } from '../build.ts';
import type { Buildspec } from './buildspec.ts';
import type { Folders } from './folders.ts';
import { resolveParameters, resolveSecrets } from './resolve-secrets.ts';
import type { RoleCaller } from './role-caller.ts';

type Variables = Record<string, string>;

/** The variables of a build's commands, and the values among them that no log may show. */
export interface BuildEnvironment {
  readonly variables: Variables;
  readonly secrets: readonly string[];
}

interface Parts {
  readonly scope: Scope;
  readonly build: Readonly<Build>;
  readonly spec: Buildspec;
  readonly caller: RoleCaller;
  readonly folders: Folders;
}

/**
 * What a build's commands see: the machine's PATH, the role's credentials and the sandbox's address, CodeBuild's
 * own variables, and the configured ones: override over project over buildspec.
 */
export async function buildEnvironment(parts: Parts): Promise<BuildEnvironment> {
  const { build, spec, caller } = parts;
  const configured = build.environment.environmentVariables;
  const ofType = (type: string) =>
    Object.fromEntries(
      configured
        .filter((variable) => (variable.type ?? 'PLAINTEXT') === type)
        .map(({ name, value }) => [name, value]),
    );
  const named = new Set(configured.map(({ name }) => name));
  const onlyInSpec = (texts: Readonly<Variables>) =>
    Object.fromEntries(Object.entries(texts).filter(([name]) => !named.has(name)));
  const hidden = {
    ...(await resolveParameters(caller, {
      ...onlyInSpec(spec.parameterStore),
      ...ofType('PARAMETER_STORE'),
    })),
    ...(await resolveSecrets(caller, {
      ...onlyInSpec(spec.secretsManager),
      ...ofType('SECRETS_MANAGER'),
    })),
  };
  const variables = {
    ...machineVariables(parts),
    ...spec.variables,
    ...hidden,
    ...ofType('PLAINTEXT'),
    ...codebuildVariables(parts),
    ...awsVariables(parts),
  };
  const { secretAccessKey, sessionToken } = caller.credentials;
  return { variables, secrets: [...Object.values(hidden), secretAccessKey, sessionToken] };
}

/** Little of the machine is let through: its programs, its language. Never its owner's credentials. */
function machineVariables({ folders }: Parts): Variables {
  const { PATH = '/usr/local/bin:/usr/bin:/bin', LANG = 'C.UTF-8' } = process.env;
  return { PATH, LANG, HOME: folders.home, TMPDIR: folders.temporary };
}

function codebuildVariables({ build, folders }: Parts): Variables {
  const uuid = build.id.slice(build.id.indexOf(':') + 1);
  const optional: Record<string, string | undefined> = {
    CODEBUILD_RESOLVED_SOURCE_VERSION: build.resolvedSourceVersion,
    CODEBUILD_SOURCE_VERSION: build.sourceVersion,
    CODEBUILD_SOURCE_REPO_URL: build.source.location,
  };
  const secondary = Object.entries(folders.secondarySources).map(([id, folder]) => [
    `CODEBUILD_SRC_DIR_${id}`,
    folder,
  ]);
  return {
    CODEBUILD_BUILD_ID: build.id,
    CODEBUILD_BUILD_ARN: build.arn,
    CODEBUILD_BUILD_NUMBER: String(build.buildNumber),
    CODEBUILD_BUILD_IMAGE: build.environment.image,
    CODEBUILD_CI: 'true',
    CODEBUILD_INITIATOR: build.initiator,
    CODEBUILD_KMS_KEY_ID: build.encryptionKey,
    CODEBUILD_LOG_PATH: uuid,
    CODEBUILD_SRC_DIR: folders.source,
    CODEBUILD_START_TIME: String(build.startTime.getTime()),
    ...Object.fromEntries(secondary),
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as Variables),
  };
}

function awsVariables({ scope, spec, caller }: Parts): Variables {
  const { credentials } = caller;
  return {
    AWS_REGION: scope.region,
    AWS_DEFAULT_REGION: scope.region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_ENDPOINT_URL: scope.world.endpoint,
    ...gitVariables(scope, spec.gitCredentialHelper),
  };
}

/**
 * Lets git in a build reach the sandbox by CodeCommit's own URLs, without touching a file; with
 * `git-credential-helper: yes` it signs as the build's role, as on AWS.
 */
function gitVariables({ world, region }: Scope, hasHelper: boolean): Variables {
  const helper = fileURLToPath(new URL('./git-credential-helper.ts', import.meta.url));
  const settings: [string, string][] = [
    [`url.${world.endpoint}/v1/repos/.insteadOf`, `https://git-codecommit.${region}.amazonaws.com/v1/repos/`],
  ];
  if (hasHelper) {
    settings.push(
      ['credential.helper', `!"${process.execPath}" "${helper}"`],
      ['credential.UseHttpPath', 'true'],
    );
  }
  const entries = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return {
    ...Object.fromEntries(entries),
    GIT_CONFIG_COUNT: String(settings.length),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
  };
}
