import { AwsError } from '../../kernel/errors.ts';
import type { Scope } from '../../kernel/world.ts';
import { type Build, snapshotOf } from './build.ts';
import { makeBuild, planOf } from './make-build.ts';
import { findBuild, findProject, invalidInput } from './names.ts';
import type { Project } from './project.ts';
import { submitBuild } from './queue.ts';
import type { StartBuildInput } from './start-build-input.ts';
import { codebuildState } from './state.ts';

/** How long a token protects from a second build (facts, section 5). */
const TOKEN_LIFETIME_MS = 5 * 60_000;

/**
 * Starts a build of a project, as the StartBuild operation does; `initiator` is shown as such: `user`,
 * `ROLE/SESSION`, `codepipeline/PIPELINE`, `rule/RULE`. A token that was used within five minutes gives the build
 * it started. Declines with ResourceNotFound, InvalidInput or AccountLimitExceeded.
 *
 * For a pipeline (`initiator` begins with `codepipeline/`) a CODEPIPELINE source is read from the S3 ARN in
 * `sourceVersion`, and CODEPIPELINE artifacts go to the S3 ARN in the artifacts' `location`.
 */
export function startBuild(scope: Scope, input: StartBuildInput, initiator: string): { build: Build } {
  const project = findProject(scope, input.projectName);
  requireValid(input);
  const repeated = rememberedBuild(scope, input);
  if (repeated) return { build: snapshotOf(repeated) };
  requirePlace(scope, project);
  const order = { project, input, initiator };
  const plan = planOf(order);
  const build = makeBuild(scope, order);
  const state = codebuildState(scope);
  state.builds.set(build.id, build);
  state.requests.set(build.id, { input, plan });
  rememberStart(scope, input, build);
  submitBuild(scope, build, (failed, limit) => retryAutomatically(scope, failed, limit));
  return { build: snapshotOf(build) };
}

/** Starts a new build from what another one was asked for; a build number and id of its own. */
export function startAgain(
  scope: Scope,
  previous: Build,
  options: { initiator: string; idempotencyToken?: string },
): { build: Build } {
  const request = codebuildState(scope).requests.get(previous.id);
  const { idempotencyToken: _used, ...input } = request?.input ?? { projectName: previous.projectName };
  const { initiator, ...token } = options;
  return startBuild(scope, { ...input, ...token }, initiator);
}

/** A failed build whose buildspec or project asks for it is started again, up to the limit. */
export function retryAutomatically(scope: Scope, failed: Build, limit: number): void {
  const done = failed.autoRetryConfig?.autoRetryNumber ?? 0;
  if (done >= limit) return;
  const { build } = startAgain(scope, failed, { initiator: failed.initiator });
  findBuild(scope, build.id).autoRetryConfig = {
    autoRetryLimit: limit,
    autoRetryNumber: done + 1,
    previousAutoRetry: failed.arn,
  };
  failed.autoRetryConfig = {
    autoRetryLimit: limit,
    autoRetryNumber: done,
    ...failed.autoRetryConfig,
    nextAutoRetry: build.arn,
  };
}

function requireValid(input: StartBuildInput): void {
  requireMinutes('timeoutInMinutesOverride', input.timeoutInMinutesOverride, 2160);
  requireMinutes('queuedTimeoutInMinutesOverride', input.queuedTimeoutInMinutesOverride, 480);
  const reserved = input.environmentVariablesOverride?.find(({ name }) => name.trim() === '');
  if (reserved) throw invalidInput('Environment variable names must not be empty');
}

/** Limits of the API model; AWS's own wording is unconfirmed. */
function requireMinutes(name: string, minutes: number | undefined, most: number): void {
  if (minutes === undefined || (minutes >= 5 && minutes <= most)) return;
  throw invalidInput(`Invalid ${name}: ${minutes}. It must be between 5 and ${most} minutes`);
}

function rememberedBuild(scope: Scope, input: StartBuildInput): Build | undefined {
  const { starts, builds } = codebuildState(scope);
  for (const [token, { expiresAt }] of starts) {
    if (expiresAt <= scope.world.clock.now()) starts.delete(token);
  }
  if (input.idempotencyToken === undefined) return undefined;
  const remembered = starts.get(input.idempotencyToken);
  if (!remembered) return undefined;
  if (remembered.request !== JSON.stringify(input)) {
    throw invalidInput(`Request parameter mismatch for idempotency token ${input.idempotencyToken}`);
  }
  return builds.get(remembered.buildId);
}

function rememberStart(scope: Scope, input: StartBuildInput, build: Build): void {
  if (input.idempotencyToken === undefined) return;
  codebuildState(scope).starts.set(input.idempotencyToken, {
    request: JSON.stringify(input),
    buildId: build.id,
    expiresAt: scope.world.clock.now() + TOKEN_LIFETIME_MS,
  });
}

/**
 * A project's own limit refuses, the account's makes builds wait, and a queue of five times the account's limit
 * is full (facts, section 6; which error the project's limit gives, and the wording of both, are unconfirmed).
 */
function requirePlace(scope: Scope, project: Project): void {
  const { builds, queue, accountLimit } = codebuildState(scope);
  const limit = project.concurrentBuildLimit;
  const active = [...builds.values()].filter(
    (build) => build.projectName === project.name && !build.buildComplete,
  );
  if (limit !== undefined && active.length >= limit) {
    throw new AwsError(
      'AccountLimitExceededException',
      `Cannot have more than ${limit} active builds for the project`,
    );
  }
  if (queue.length >= accountLimit * 5) {
    throw new AwsError(
      'AccountLimitExceededException',
      `Cannot have more than ${accountLimit * 5} builds in queue for the account`,
    );
  }
}
