import {
  BatchGetBuildsCommand,
  type Build,
  CodeBuildClient,
  StartBuildCommand,
} from '@aws-sdk/client-codebuild';
import { ControllerError } from '../core/error.ts';
import type { BuildSeen, ReplicationRunner } from '../core/replication.ts';
import type { ClientSettings } from './client-settings.ts';
import { calling } from './translate-error.ts';

/** The build project of the stack that runs one replication to its end. */
export function replicationRunner(project: string, settings: ClientSettings = {}): ReplicationRunner {
  const client = new CodeBuildClient(settings);
  return {
    start: (order) => start(client, project, order),
    look: (buildId) => look(client, buildId),
  };
}

/** The build gets the replication's name and nothing of any event; it reads the rest of what it needs itself. */
async function start(
  client: CodeBuildClient,
  projectName: string,
  { replication, token }: { readonly replication: string; readonly token: string },
): Promise<string> {
  const { build } = await calling({ call: 'CodeBuild StartBuild', on: `project ${projectName}` }, () =>
    client.send(
      new StartBuildCommand({
        projectName,
        idempotencyToken: token,
        environmentVariablesOverride: [{ name: 'REPLICATION', value: replication, type: 'PLAINTEXT' }],
      }),
    ),
  );
  if (build?.id === undefined)
    throw new ControllerError('service-unavailable', 'CodeBuild StartBuild gave no build.');
  return build.id;
}

async function look(client: CodeBuildClient, buildId: string): Promise<BuildSeen> {
  const { builds } = await calling({ call: 'CodeBuild BatchGetBuilds', on: `build ${buildId}` }, () =>
    client.send(new BatchGetBuildsCommand({ ids: [buildId] })),
  );
  const [build] = builds ?? [];
  if (build === undefined)
    return { state: 'failed', reason: `The build ${buildId} that had taken over is not known to CodeBuild.` };
  const status = build.buildStatus ?? 'IN_PROGRESS';
  if (status === 'IN_PROGRESS') return { state: 'under-way' };
  return status === 'SUCCEEDED' ? { state: 'succeeded' } : { state: 'failed', reason: sentenceOf(build) };
}

/** Which status, what CodeBuild says of the phase that went wrong, and where the log is. */
function sentenceOf({ id, buildStatus, phases = [], logs }: Build): string {
  const contexts = phases.flatMap((phase) => phase.contexts ?? []);
  // CodeBuild's sentences end as they like: `Build has timed out. `
  const why = contexts.find(({ message }) => message)?.message?.replace(/[.\s]+$/, '');
  const because = why === undefined ? '' : `: ${why}`;
  const { groupName, streamName } = logs ?? {};
  const where = groupName && streamName ? ` Its log is the stream ${streamName} of ${groupName}.` : '';
  return `The build ${id} that had taken over ended with ${buildStatus}${because}.${where}`;
}
