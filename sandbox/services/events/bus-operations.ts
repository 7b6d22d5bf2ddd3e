import { AwsError } from '../../kernel/errors.ts';
import { defineOperation } from '../../kernel/service.ts';
import { busArnOf, busNamed, busNameOf, findBus, makeBus } from './find-bus.ts';
import { nextPage, type PageInput } from './next-page.ts';
import { type EventBus, eventsState } from './state.ts';

interface CreateInput {
  readonly Name: string;
  readonly Description?: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

export const createEventBus = defineOperation({
  resources: ({ Name }: CreateInput, context) => busArnOf(context, Name),
  handle({ Name, Description, Tags = [] }, context) {
    if (!/^[\w./-]{1,256}$/.test(Name) || Name.startsWith('aws.'))
      throw new AwsError('ValidationException', `Event bus name ${Name} is not valid.`);
    if (busNamed(context, Name) !== undefined)
      throw new AwsError('ResourceAlreadyExistsException', `Event bus ${Name} already exists.`);
    const bus = makeBus(context, Name);
    if (Description !== undefined) bus.description = Description;
    for (const { Key, Value } of Tags) bus.tags.set(Key, Value);
    return { EventBusArn: bus.arn, Description };
  },
});

/** Deletes a bus with its rules; one that is not there is fine, the default bus is not to be deleted. */
export const deleteEventBus = defineOperation({
  resources: ({ Name }: { Name: string }, context) => busArnOf(context, busNameOf(Name)),
  handle({ Name }, context) {
    const name = busNameOf(Name);
    if (name === 'default') throw new AwsError('ValidationException', 'Cannot delete event bus default.');
    eventsState(context).buses.delete(name);
  },
});

export const describeEventBus = defineOperation({
  resources: ({ Name }: { Name?: string }, context) => busArnOf(context, busNameOf(Name)),
  handle: ({ Name }, context) => describe(findBus(context, Name)),
});

export const listEventBuses = defineOperation({
  resources: (_input: { NamePrefix?: string } & PageInput) => '*',
  handle(input, context) {
    findBus(context, 'default');
    const buses = [...eventsState(context).buses.values()]
      .filter(({ name }) => name.startsWith(input.NamePrefix ?? ''))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
    const { page, NextToken } = nextPage(buses, input);
    return { EventBuses: page.map(describe), NextToken };
  },
});

function describe(bus: EventBus) {
  return {
    Name: bus.name,
    Arn: bus.arn,
    Description: bus.description,
    Policy:
      bus.policy.size === 0
        ? undefined
        : JSON.stringify({ Version: '2012-10-17', Statement: [...bus.policy.values()] }),
    CreationTime: new Date(bus.createdAt),
    LastModifiedTime: new Date(bus.changedAt),
  };
}
