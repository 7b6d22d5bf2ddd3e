import { AwsError } from '../../kernel/errors.ts';
import { arnOf, type Scope } from '../../kernel/world.ts';
import { attributesOf, checkSettings } from './queue-settings.ts';
import { invalidParameter } from './sqs-errors.ts';
import { type Queue, sqsState } from './state.ts';

/**
 * Makes a queue, or gives the one of that name when its settings are the same. Declines bad names and settings,
 * and a name that is taken by a queue with other settings.
 */
export function makeQueue(
  scope: Scope,
  name: string,
  given: { settings?: Readonly<Record<string, string>>; tags?: Readonly<Record<string, string>> } = {},
): Queue {
  const settings = given.settings ?? {};
  checkName(name, settings);
  checkSettings(settings);
  const { queues } = sqsState(scope);
  const now = scope.world.clock.now();
  const existing = queues.get(name);
  if (existing !== undefined) {
    refuseOtherSettings(existing, settings, now);
    return existing;
  }
  const queue: Queue = {
    name,
    arn: arnOf(scope, 'sqs', name),
    createdAt: now,
    changedAt: now,
    settings: new Map(Object.entries(settings)),
    tags: new Map(Object.entries(given.tags ?? {})),
    messages: [],
    seen: new Map(),
    lastSequence: 0,
  };
  queues.set(name, queue);
  return queue;
}

function checkName(name: string, settings: Readonly<Record<string, string>>): void {
  const isFifo = name.endsWith('.fifo');
  const plain = isFifo ? name.slice(0, -'.fifo'.length) : name;
  if (!/^[A-Za-z0-9_-]+$/.test(plain) || name.length > 80)
    throw invalidParameter(
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    );
  if (isFifo && settings['FifoQueue'] !== 'true')
    throw invalidParameter(
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length. The attribute FifoQueue must be true.',
    );
  if (!isFifo && settings['FifoQueue'] === 'true')
    throw invalidParameter(
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length',
    );
}

function refuseOtherSettings(queue: Queue, settings: Readonly<Record<string, string>>, now: number): void {
  const current = attributesOf(queue, now);
  for (const [name, value] of Object.entries(settings)) {
    if (current[name] === value) continue;
    throw new AwsError(
      'QueueNameExists',
      `A queue already exists with the same name and a different value for attribute ${name}`,
      { queryCode: 'QueueAlreadyExists' },
    );
  }
}
