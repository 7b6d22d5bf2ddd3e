import { type ControllerError, isControllerError } from '../../shared/core/error.ts';
import type { Look } from './plan-looks.ts';

/** So many of one kind at the same time: AWS limits how often an API is called, for all of an account's programs. */
const atOnce = 4;
/** When so many calls were throttled or not answered, asking for more makes it worse. */
const mostUnanswered = 5;

/** What became of the looks at one kind of thing. */
export interface Looked<Found> {
  readonly found: readonly { readonly look: Look; readonly found: Found }[];
  readonly failed: readonly { readonly look: Look; readonly error: ControllerError }[];
  /** Not begun, in their order. */
  readonly rest: readonly Look[];
}

/**
 * Looks at these things in their order, a few at a time. One that cannot be read keeps no other from being looked at;
 * no more are begun when the time is over, or when AWS has left several unanswered.
 */
export async function lookInTurn<Found>(
  looks: readonly Look[],
  parts: { isTimeOver(): boolean; look(look: Look): Promise<Found> },
): Promise<Looked<Found>> {
  const found: { readonly look: Look; readonly found: Found }[] = [];
  const failed: { readonly look: Look; readonly error: ControllerError }[] = [];
  let begun = 0;
  const isEnough = () =>
    parts.isTimeOver() || failed.filter(({ error }) => error.class === 'upstream').length >= mostUnanswered;
  const takeTurns = async (): Promise<void> => {
    for (let look = looks[begun]; look !== undefined && !isEnough(); look = looks[begun]) {
      begun += 1;
      try {
        found.push({ look, found: await parts.look(look) });
      } catch (error) {
        if (!isControllerError(error)) throw error;
        failed.push({ look, error });
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, takeTurns));
  return { found, failed, rest: looks.slice(begun) };
}
