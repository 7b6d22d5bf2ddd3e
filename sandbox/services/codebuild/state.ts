import { defineState } from '../../kernel/world.ts';
import type { Build, BuildPlan } from './build.ts';
import type { Project } from './project.ts';
import type { Report, ReportGroup, TestCase } from './report.ts';
import type { StartBuildInput } from './start-build-input.ts';

/** A start that can be repeated without starting again, until it expires. */
export interface RememberedStart {
  readonly request: string;
  readonly buildId: string;
  readonly expiresAt: number;
}

/** What CodeBuild remembers in one Region. */
export const codebuildState = defineState('codebuild', () => ({
  projects: new Map<string, Project>(),
  /** The last number given out, per project; it goes on when a project is made again. */
  buildNumbers: new Map<string, number>(),
  /** By `PROJECT:UUID`, oldest first. */
  builds: new Map<string, Build>(),
  /** By build id: what the build was asked for, to retry it, and what follows from it and the project. */
  requests: new Map<string, { input: StartBuildInput; plan: BuildPlan }>(),
  starts: new Map<string, RememberedStart>(),
  /** Ids of builds that wait for a free place, in order. */
  queue: [] as string[],
  /** Ids of builds that run. */
  running: new Set<string>(),
  /** Builds that run at once in the account (quota "concurrently running builds"; the default is often 20). */
  accountLimit: 20,
  /** By ARN. */
  reportGroups: new Map<string, ReportGroup>(),
  /** By ARN, oldest first. */
  reports: new Map<string, Report>(),
  /** By report ARN. */
  testCases: new Map<string, readonly TestCase[]>(),
}));
