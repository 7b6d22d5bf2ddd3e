import type { RepositoryTrigger as ApiTrigger } from '@aws-sdk/client-codecommit';
import { invokeAsync } from '../../../kernel/offers/lambda.ts';
import { publishToTopic } from '../../../kernel/offers/sns.ts';
import type { CallContext } from '../../../kernel/service.ts';
import type { Principal } from '../../../kernel/world.ts';
import type { ReferenceChange } from '../branches/reference-events.ts';
import { callerArn } from '../callers.ts';
import { codeCommitError } from '../errors.ts';
import { repositoryArn } from '../repositories/repositories.ts';
import type { Repository, RepositoryTrigger } from '../state.ts';

const kinds: ReadonlySet<string> = new Set(['all', 'createReference', 'updateReference', 'deleteReference']);

/** Reads triggers of a request, at most ten; throws what is wrong with them. */
export function readTriggers(triggers: readonly ApiTrigger[] | undefined): RepositoryTrigger[] {
  if (triggers === undefined)
    throw codeCommitError(
      'RepositoryTriggersListRequired',
      'A list of triggers is required; it may be empty.',
    );
  if (triggers.length > 10)
    throw codeCommitError('MaximumRepositoryTriggersExceeded', 'A repository has at most 10 triggers.');
  return triggers.map(readTrigger);
}

function readTrigger(given: ApiTrigger): RepositoryTrigger {
  const { name = '', destinationArn = '', customData, branches = [], events = [] } = given;
  const problem = problemOf({ name, destinationArn, customData: customData ?? '', events });
  if (problem !== undefined)
    throw codeCommitError(problem[0], `The trigger "${name}" cannot be taken: ${problem[1]}.`);
  return { name, destinationArn, customData, branches: [...branches], events: [...events] };
}

/** The code and the words for the first thing wrong with a trigger. */
function problemOf(trigger: {
  name: string;
  destinationArn: string;
  customData: string;
  events: readonly string[];
}): readonly [code: string, words: string] | undefined {
  const { name, destinationArn, customData, events } = trigger;
  if (!/^[\w.-]{1,100}$/.test(name))
    return ['InvalidRepositoryTriggerName', 'a name has 1 to 100 letters, digits, dots, dashes, underscores'];
  if (!/^arn:[\w-]+:(sns|lambda):/.test(destinationArn))
    return ['InvalidRepositoryTriggerDestinationArn', `"${destinationArn}" is neither topic nor function`];
  if (events.length === 0) return ['RepositoryTriggerEventsListRequired', 'it names no event'];
  if (events.some((event) => !kinds.has(event)) || (events.includes('all') && events.length > 1))
    return ['InvalidRepositoryTriggerEvents', `its events are ${events.join(', ')}`];
  if (customData.length > 1000)
    return ['InvalidRepositoryTriggerCustomData', 'custom data has at most 1,000 characters'];
  return undefined;
}

/**
 * Tells a repository's triggers of refs that moved together, each in one message (facts, section 7). Nobody
 * hears of a trigger that cannot be delivered but the sandbox's terminal.
 */
export function fireTriggers(
  context: CallContext,
  repository: Repository,
  changes: readonly ReferenceChange[],
): void {
  for (const trigger of repository.triggers.list) {
    const wanted = changes.filter((change) => isFor(trigger, change));
    if (wanted.length === 0) continue;
    try {
      deliver(context, repository, { trigger, changes: wanted });
    } catch (error) {
      console.error(`The trigger ${trigger.name} of ${repository.name} could not be delivered`, error);
    }
  }
}

function isFor({ branches, events }: RepositoryTrigger, change: ReferenceChange): boolean {
  const branch = change.ref.replace(/^refs\/heads\//, '');
  if (branches.length > 0 && !branches.includes(branch)) return false;
  return events.includes('all') || events.includes(kindOf(change));
}

function kindOf({ from, to }: ReferenceChange): string {
  if (from === undefined) return 'createReference';
  return to === undefined ? 'deleteReference' : 'updateReference';
}

function deliver(
  context: CallContext,
  repository: Repository,
  { trigger, changes }: { trigger: RepositoryTrigger; changes: readonly ReferenceChange[] },
): void {
  const payload = { Records: [recordOf(context, repository, { trigger, changes })] };
  const caller: Principal = {
    kind: 'service',
    service: 'codecommit.amazonaws.com',
    sourceArn: repositoryArn(context, repository.name),
  };
  const { destinationArn } = trigger;
  if (destinationArn.split(':')[2] === 'lambda')
    invokeAsync(context, { functionArn: destinationArn, payload, caller });
  else
    publishToTopic(context, {
      topicArn: destinationArn,
      subject: `UPDATE: AWS CodeCommit ${context.region} push: ${repository.name}`.slice(0, 100),
      message: JSON.stringify(payload),
      caller,
    });
}

function recordOf(
  context: CallContext,
  repository: Repository,
  { trigger, changes }: { trigger: RepositoryTrigger; changes: readonly ReferenceChange[] },
): Record<string, unknown> {
  return {
    awsRegion: context.region,
    codecommit: {
      references: changes.map(({ ref, from, to }) => ({
        commit: to ?? from,
        ref,
        ...(from === undefined ? { created: true } : {}),
        ...(to === undefined ? { deleted: true } : {}),
      })),
    },
    ...(trigger.customData === undefined ? {} : { customData: trigger.customData }),
    eventId: context.world.ids.uuid(),
    eventName: 'ReferenceChanges',
    eventPartNumber: 1,
    eventSource: 'aws:codecommit',
    eventSourceARN: repositoryArn(context, repository.name),
    eventTime: new Date(context.world.clock.now()).toISOString().replace('Z', '+0000'),
    eventTotalParts: 1,
    eventTriggerConfigId: repository.triggers.configurationId,
    eventTriggerName: trigger.name,
    eventVersion: '1.0',
    userIdentityARN: callerArn(context.principal),
  };
}
