import { arnOf, type Scope } from '../../kernel/world.ts';
import { queueNameOf } from './find-queue.ts';

/** The ARN that IAM is asked about for a call on one queue, whether the queue exists or not. */
export function queueResource(input: { QueueUrl?: string }, scope: Scope): string {
  return arnOf(scope, 'sqs', queueNameOf(input.QueueUrl));
}
