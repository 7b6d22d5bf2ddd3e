/** Where a build's code comes from; shapes as in the API reference (ProjectSource). */
export interface ProjectSource {
  readonly type:
    | 'CODECOMMIT'
    | 'CODEPIPELINE'
    | 'S3'
    | 'NO_SOURCE'
    | 'GITHUB'
    | 'GITHUB_ENTERPRISE'
    | 'GITLAB'
    | 'GITLAB_SELF_MANAGED'
    | 'BITBUCKET';
  readonly location?: string;
  readonly buildspec?: string;
  readonly gitCloneDepth?: number;
  readonly gitSubmodulesConfig?: { readonly fetchSubmodules: boolean };
  readonly reportBuildStatus?: boolean;
  readonly insecureSsl?: boolean;
  readonly sourceIdentifier?: string;
}

/** Where a build's artifacts go (ProjectArtifacts). */
export interface ProjectArtifacts {
  readonly type: 'NO_ARTIFACTS' | 'S3' | 'CODEPIPELINE';
  readonly location?: string;
  readonly path?: string;
  readonly namespaceType?: 'NONE' | 'BUILD_ID';
  readonly name?: string;
  readonly packaging?: 'NONE' | 'ZIP';
  readonly overrideArtifactName?: boolean;
  readonly artifactIdentifier?: string;
}

export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
  readonly type?: 'PLAINTEXT' | 'PARAMETER_STORE' | 'SECRETS_MANAGER';
}

export interface ProjectEnvironment {
  readonly type: string;
  readonly image: string;
  readonly computeType: string;
  readonly environmentVariables?: readonly EnvironmentVariable[];
  readonly privilegedMode?: boolean;
  readonly imagePullCredentialsType?: 'CODEBUILD' | 'SERVICE_ROLE';
}

export interface LogsConfig {
  readonly cloudWatchLogs?: {
    readonly status: 'ENABLED' | 'DISABLED';
    readonly groupName?: string;
    readonly streamName?: string;
  };
  readonly s3Logs?: { readonly status: 'ENABLED' | 'DISABLED'; readonly location?: string };
}

/** What CreateProject takes; UpdateProject takes any part of it. */
export interface ProjectInput {
  readonly name: string;
  readonly description?: string;
  readonly source: ProjectSource;
  readonly secondarySources?: readonly ProjectSource[];
  readonly sourceVersion?: string;
  readonly secondarySourceVersions?: readonly { sourceIdentifier: string; sourceVersion: string }[];
  readonly artifacts: ProjectArtifacts;
  readonly secondaryArtifacts?: readonly ProjectArtifacts[];
  readonly environment: ProjectEnvironment;
  readonly serviceRole: string;
  readonly timeoutInMinutes?: number;
  readonly queuedTimeoutInMinutes?: number;
  readonly concurrentBuildLimit?: number;
  readonly autoRetryLimit?: number;
  readonly cache?: { readonly type: string };
  readonly encryptionKey?: string;
  readonly tags?: readonly { key: string; value: string }[];
  readonly badgeEnabled?: boolean;
  readonly logsConfig?: LogsConfig;
}

/** A project as BatchGetProjects shows it. */
export interface Project extends Omit<ProjectInput, 'badgeEnabled'> {
  readonly arn: string;
  readonly timeoutInMinutes: number;
  readonly queuedTimeoutInMinutes: number;
  readonly created: Date;
  readonly lastModified: Date;
  readonly badge: { readonly badgeEnabled: boolean; readonly badgeRequestUrl?: string };
}
