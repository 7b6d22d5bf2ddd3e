import { rm } from 'node:fs/promises';
import { failedPhaseOf, type RunnerPhase } from './build.ts';
import type { BuildRequest, BuildRunner, BuildSession, PhaseResult } from './build-runner.ts';
import { buildEnvironment } from './runner/build-environment.ts';
import type { Buildspec, CommandPhase } from './runner/buildspec.ts';
import { collectReports } from './runner/collect-reports.ts';
import { downloadSource } from './runner/download-source.ts';
import { type Folders, makeFolders } from './runner/folders.ts';
import { loadBuildspec } from './runner/load-buildspec.ts';
import { contextOfFailure, PhaseFailure } from './runner/phase-failure.ts';
import { requireLog } from './runner/require-log.ts';
import { type RoleCaller, roleCaller } from './runner/role-caller.ts';
import { runCommands } from './runner/run-commands.ts';
import { openShell, type ShellSession } from './runner/shell-session.ts';
import { uploadArtifacts } from './runner/upload-artifacts.ts';

/** Carries out builds for real: the source in a folder, the buildspec's commands as processes of this machine. */
export function runProcesses(): BuildRunner {
  return { open: openSession };
}

/** What one phase leaves for the next. */
interface Workspace {
  readonly request: BuildRequest;
  folders?: Folders;
  caller?: RoleCaller;
  spec?: Buildspec;
  shell?: ShellSession;
}

const COMMAND_PHASES: Readonly<Partial<Record<RunnerPhase, CommandPhase>>> = {
  INSTALL: 'install',
  PRE_BUILD: 'pre_build',
  BUILD: 'build',
  POST_BUILD: 'post_build',
};

function openSession(request: BuildRequest): BuildSession {
  const workspace: Workspace = { request };
  return {
    async run(phase, signal) {
      const stop = () => workspace.shell?.kill();
      signal.addEventListener('abort', stop);
      try {
        return await runPhase(workspace, phase, signal);
      } catch (error) {
        return { failure: contextOfFailure(error) };
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
    async close() {
      workspace.shell?.kill();
      if (workspace.folders) await rm(workspace.folders.root, { recursive: true, force: true });
    },
  };
}

async function runPhase(workspace: Workspace, phase: RunnerPhase, signal: AbortSignal): Promise<PhaseResult> {
  if (phase === 'PROVISIONING') return await provision(workspace);
  if (phase === 'FINALIZING') return {};
  const ready = requireReady(workspace);
  if (phase === 'DOWNLOAD_SOURCE') return await prepare(workspace, ready);
  if (phase === 'UPLOAD_ARTIFACTS') return await bringAway(workspace, ready);
  const { spec, shell } = workspace;
  const commandPhase = COMMAND_PHASES[phase];
  if (!spec || !shell || !commandPhase) throw new Error(`Phase ${phase} came before the source`);
  const succeeding = failedPhaseOf(workspace.request.build) === undefined;
  return await runCommands(commandPhase, {
    request: workspace.request,
    spec,
    shell,
    signal,
    succeeding,
  });
}

interface Ready {
  readonly folders: Folders;
  readonly caller: RoleCaller;
}

function requireReady({ folders, caller }: Workspace): Ready {
  if (!folders || !caller) throw new Error('A phase came before PROVISIONING');
  return { folders, caller };
}

async function provision(workspace: Workspace): Promise<PhaseResult> {
  const { scope, build } = workspace.request;
  workspace.folders = await makeFolders(scope, build);
  const uuid = build.id.slice(build.id.indexOf(':') + 1);
  workspace.caller = roleCaller(scope, {
    roleArn: build.serviceRole,
    sessionName: `AWSCodeBuild-${uuid}`,
    caller: { kind: 'service', service: 'codebuild.amazonaws.com', sourceArn: build.arn },
  });
  requireLog(workspace.request, workspace.caller);
  return {};
}

async function prepare(workspace: Workspace, { folders, caller }: Ready): Promise<PhaseResult> {
  const { scope, build, log } = workspace.request;
  const { source, sourceVersion: version } = build;
  const commit = await downloadSource(scope, caller, { source, version, folder: folders.source });
  for (const other of build.secondarySources) {
    const id = other.sourceIdentifier ?? '';
    const asked = build.secondarySourceVersions.find(({ sourceIdentifier }) => sourceIdentifier === id);
    const folder = folders.secondarySources[id];
    if (folder === undefined) throw new PhaseFailure('CLIENT_ERROR', 'A secondary source has no identifier');
    await downloadSource(scope, caller, { source: other, version: asked?.sourceVersion, folder });
  }
  log.container(`CODEBUILD_SRC_DIR=${folders.source}`);
  const written = source.buildspec;
  const spec = await loadBuildspec(scope, { written, sourceFolder: folders.source, caller, log });
  workspace.spec = spec;
  log.container('Processing environment variables');
  const known = commit === undefined ? build : { ...build, resolvedSourceVersion: commit };
  const { variables, secrets } = await buildEnvironment({ scope, build: known, spec, caller, folders });
  log.hide(secrets);
  workspace.shell = openShell({
    shell: spec.shell,
    folder: folders.shell,
    startIn: folders.source,
    variables,
    onOutput: log.output,
  });
  logPhasesOf(workspace.request, spec);
  return { findings: commit === undefined ? {} : { resolvedSourceVersion: commit } };
}

function logPhasesOf({ log }: BuildRequest, spec: Buildspec): void {
  const phases = Object.entries(spec.phases);
  log.container(`Phases found in YAML: ${phases.length}`);
  for (const [name, { commands }] of phases) {
    log.container(` ${name.toUpperCase()}: ${commands.length} commands`);
  }
}

/** Exported variables, reports and artifacts; all are attempted, also after a failed BUILD. */
async function bringAway(
  { request, spec, shell }: Workspace,
  { folders, caller }: Ready,
): Promise<PhaseResult> {
  if (!spec || !shell) throw new Error('UPLOAD_ARTIFACTS came before the source');
  const sourceFolder = folders.source;
  const names = spec.exportedVariables;
  const values = names.length === 0 ? {} : await shell.exported(names);
  const { arns, missing } = await collectReports(request, caller, {
    reports: spec.reports,
    sourceFolder,
  });
  const findings = {
    exportedEnvironmentVariables: Object.entries(values).map(([name, value]) => ({ name, value })),
    reportArns: arns,
  };
  try {
    return {
      findings: { ...findings, ...(await uploadAll(request, caller, { spec, sourceFolder })) },
      ...missingReports(missing),
    };
  } catch (error) {
    return { findings, failure: contextOfFailure(error) };
  }
}

async function uploadAll(
  request: BuildRequest,
  caller: RoleCaller,
  { spec, sourceFolder }: { spec: Buildspec; sourceFolder: string },
): Promise<PhaseResult['findings']> {
  const { artifacts: settings, secondaryArtifacts } = request.plan;
  const main = await uploadArtifacts(request, caller, { settings, spec: spec.artifacts, sourceFolder });
  const others = [];
  for (const other of secondaryArtifacts) {
    const own = spec.secondaryArtifacts.find(({ identifier }) => identifier === other.artifactIdentifier);
    others.push(await uploadArtifacts(request, caller, { settings: other, spec: own, sourceFolder }));
  }
  return {
    ...(main ? { artifacts: main } : {}),
    secondaryArtifacts: others.filter((one) => one !== undefined),
  };
}

/** That missing report files fail the phase, and these words, are unconfirmed. */
function missingReports(groups: readonly string[]): PhaseResult {
  if (groups.length === 0) return {};
  const list = groups.map((group) => `${group}: [report files not found in build]`).join(', ');
  return {
    failure: { statusCode: 'CLIENT_ERROR', message: `Error in UPLOAD_ARTIFACTS phase: [${list}]` },
  };
}
