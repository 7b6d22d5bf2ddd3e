import { AwsError } from '../errors.ts';

/**
 * The refusal of a pattern, in the words EventBridge uses; the reasons are those of event-ruler's compiler
 * (github.com/aws/event-ruler). AWS adds the line and column of the text, which a parsed pattern no longer has.
 */
export function invalidPattern(reason: string): AwsError {
  return new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);
}
