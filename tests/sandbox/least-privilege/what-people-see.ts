import { scopeOf } from '../../../sandbox/kernel/world.ts';
import { gitBackend, placeOf } from '../../../sandbox/services/codecommit/objects/git-backend.ts';
import { codeCommitState } from '../../../sandbox/services/codecommit/state.ts';
import { recentEvents } from '../../../sandbox/services/events/recent-events.ts';
import { logsState } from '../../../sandbox/services/logs/state.ts';
import { s3State } from '../../../sandbox/services/s3/state.ts';
import { sqsState } from '../../../sandbox/services/sqs/state.ts';
import type { DeployedStackWorld } from './deployed-stack.ts';
import { runner, stackNameOf } from './names.ts';

/** The Regions that have repositories in these stories. */
const regions = ['us-east-1', 'eu-west-2', 'ap-northeast-2'];

/**
 * Everything that people get to see in the end, a line or more each: comments, what the functions and our own builds
 * logged, the dead-letter queue with its reasons, our own events, repositories with their refs, and the buckets.
 */
export async function whatPeopleSee(stack: DeployedStackWorld): Promise<string> {
  const { scope, log } = stack;
  const comments = [...codeCommitState(scope).comments.values()].map(({ content }) => content);
  const letters = [...sqsState(scope).queues.values()].flatMap(({ messages }) =>
    messages.map(({ body, attributes }) => `${body} ${JSON.stringify(attributes)}`),
  );
  return [
    ...comments,
    ...log,
    ...runnerLog(stack),
    ...letters,
    ...ownEvents(stack),
    ...(await repositories(stack)),
    ...buckets(stack),
  ].join('\n');
}

function runnerLog({ scope }: DeployedStackWorld): string[] {
  const group = logsState(scope).groups.get(`/aws/codebuild/${stackNameOf(runner)}`);
  return [...(group?.streams.values() ?? [])].flatMap(({ events }) =>
    events.map(({ message }) => message.trimEnd()),
  );
}

function ownEvents({ scope }: DeployedStackWorld): string[] {
  return recentEvents(scope)
    .map(({ event }) => event)
    .filter(({ source }) => source === 'drawbridge')
    .map((event) => `${event['detail-type']} ${JSON.stringify(event.detail)}`);
}

async function repositories({ scope: { world } }: DeployedStackWorld): Promise<string[]> {
  const all = regions.flatMap((region) => {
    const scope = scopeOf(world, region);
    return [...codeCommitState(scope).repositories.values()].map(
      async ({ name, tags, defaultBranch = 'none' }) => {
        const refs = await gitBackend.of(world).refs(placeOf(scope, name));
        const parts = [
          `default ${defaultBranch}`,
          `tags ${[...tags].map(([key, value]) => `${key}=${value}`).join(' ') || 'none'}`,
          ...[...refs].map(([ref, id]) => `${ref} ${id}`),
        ];
        return `${region} ${name}: ${parts.join(', ')}`;
      },
    );
  });
  return Promise.all(all);
}

function buckets({ scope }: DeployedStackWorld): string[] {
  return [...s3State(scope).buckets.values()].flatMap(({ objects, uploads }) => [
    ...objects.keys(),
    `${uploads.size} unfinished uploads`,
  ]);
}
