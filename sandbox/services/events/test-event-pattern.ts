import { AwsError } from '../../kernel/errors.ts';
import { defineOperation } from '../../kernel/service.ts';
import { readPatternText } from './write-rule.ts';

const needed = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'];

interface Input {
  readonly EventPattern: string;
  readonly Event: string;
}

/** Whether an event matches a pattern; the event must have the members of the envelope (facts: patterns). */
export const testEventPattern = defineOperation({
  resources: (_input: Input) => '*',
  handle({ EventPattern, Event }) {
    const pattern = readPatternText(EventPattern);
    return { Result: pattern.matches(readEvent(Event)) };
  },
});

function readEvent(text: string): object {
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch {
    throw invalid('Parameter Event is not valid.');
  }
  if (typeof event !== 'object' || event === null) throw invalid('Parameter Event is not valid.');
  const missing = needed.find((name) => !Object.hasOwn(event, name));
  if (missing !== undefined)
    throw invalid(`Parameter Event is not valid. Reason: Missing required field ${missing}`);
  return event;
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
