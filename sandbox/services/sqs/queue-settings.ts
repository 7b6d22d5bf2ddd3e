import { AwsError } from '../../kernel/errors.ts';
import type { Queue } from './state.ts';

/** Whole-number settings with their range and default (SQS API reference, SetQueueAttributes). */
const numbers: Readonly<Record<string, { least: number; most: number; usual: number }>> = {
  DelaySeconds: { least: 0, most: 900, usual: 0 },
  MaximumMessageSize: { least: 1024, most: 1_048_576, usual: 1_048_576 },
  MessageRetentionPeriod: { least: 60, most: 1_209_600, usual: 345_600 },
  ReceiveMessageWaitTimeSeconds: { least: 0, most: 20, usual: 0 },
  VisibilityTimeout: { least: 0, most: 43_200, usual: 30 },
  KmsDataKeyReusePeriodSeconds: { least: 60, most: 86_400, usual: 300 },
};

const others = new Set([
  'Policy',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'SqsManagedSseEnabled',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
]);

/** Where a message goes after so many receives. */
export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** A setting's number, its default when it was not set. */
export function numberSetting(queue: Queue, name: string): number {
  const text = queue.settings.get(name);
  return text === undefined ? (numbers[name]?.usual ?? 0) : Number(text);
}

export function isFifo(queue: Queue): boolean {
  return queue.name.endsWith('.fifo');
}

/** The queue's redrive policy, when it has one. */
export function redrivePolicyOf(queue: Queue): RedrivePolicy | undefined {
  const text = queue.settings.get('RedrivePolicy');
  if (text === undefined) return undefined;
  const policy = JSON.parse(text) as { deadLetterTargetArn: string; maxReceiveCount: number | string };
  return { deadLetterTargetArn: policy.deadLetterTargetArn, maxReceiveCount: Number(policy.maxReceiveCount) };
}

/** Refuses settings that SQS does not know or whose value it does not take. */
export function checkSettings(settings: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(settings)) {
    const range = Object.hasOwn(numbers, name) ? numbers[name] : undefined;
    if (range === undefined && !others.has(name))
      throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
    if (range !== undefined) checkNumber(name, value, range);
    if (name === 'RedrivePolicy' && value !== '') checkRedrivePolicy(value);
    if (name === 'Policy' && value !== '') checkPolicy(value);
  }
}

function checkNumber(name: string, value: string, range: { least: number; most: number }): void {
  const number = Number(value);
  if (value !== '' && Number.isInteger(number) && number >= range.least && number <= range.most) return;
  throw invalidValue(name);
}

function checkRedrivePolicy(text: string): void {
  const policy = parseObject('RedrivePolicy', text);
  const count = Number(policy['maxReceiveCount']);
  const isValid =
    typeof policy['deadLetterTargetArn'] === 'string' &&
    Number.isInteger(count) &&
    count >= 1 &&
    count <= 1000;
  if (isValid) return;
  throw new AwsError(
    'InvalidParameterValue',
    `Value ${text} for parameter RedrivePolicy is invalid. Reason: Redrive policy must name deadLetterTargetArn and a maxReceiveCount between 1 and 1000.`,
  );
}

function checkPolicy(text: string): void {
  if (!('Statement' in parseObject('Policy', text))) throw invalidValue('Policy');
}

function parseObject(name: string, text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Falls through to the refusal: text that is no JSON is refused like JSON of another kind.
  }
  throw invalidValue(name);
}

function invalidValue(name: string): AwsError {
  return new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
}

/** What GetQueueAttributes tells of a queue, in full, at the instant `now`. */
export function attributesOf(queue: Queue, now: number): Record<string, string> {
  const counts = { visible: 0, inFlight: 0, delayed: 0 };
  for (const message of queue.messages) {
    if (message.visibleAt <= now) counts.visible += 1;
    else if (message.receiptHandle === undefined) counts.delayed += 1;
    else counts.inFlight += 1;
  }
  const defaults: Record<string, string> = { SqsManagedSseEnabled: 'true' };
  for (const [name, { usual }] of Object.entries(numbers)) defaults[name] = String(usual);
  delete defaults['KmsDataKeyReusePeriodSeconds'];
  if (isFifo(queue)) Object.assign(defaults, { FifoQueue: 'true', ContentBasedDeduplication: 'false' });
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.changedAt / 1000)),
    ...defaults,
    ...Object.fromEntries([...queue.settings].filter(([, value]) => value !== '')),
  };
}
