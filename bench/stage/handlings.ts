import type { BusEvent } from '../../sandbox/kernel/offers/events.ts';
import type { InProcessHandler } from '../../sandbox/services/lambda/runner/in-process-runner.ts';
import type { AwsCall } from './count-calls.ts';
import type { Run, Stage } from './stage.ts';

/** One function's turn at one event: the first or a further attempt. */
export interface Handling {
  readonly functionName: string;
  readonly event: BusEvent;
  readonly calls: readonly AwsCall[];
  readonly error?: string;
}

/** Stands between Lambda and the functions: notes what they do, and makes events late or odd. */
export interface Handlings extends Pick<Stage, 'handled' | 'hold' | 'release' | 'alter'> {
  handler(functionName: string, run: Run): InProcessHandler;
  /** Resolves when no function runs; one whose event is held does not count. */
  settled(): Promise<void>;
}

export function handlings(): Handlings {
  const handled: Handling[] = [];
  const running = new Set<Promise<unknown>>();
  let isLate: (event: BusEvent) => boolean = () => false;
  let change: (event: BusEvent) => BusEvent = (event) => event;
  let gate = Promise.withResolvers<void>();

  const takeTurn = async (functionName: string, event: BusEvent, run: Run): Promise<unknown> => {
    const calls: AwsCall[] = [];
    const turn = run(event, calls);
    running.add(turn);
    try {
      const answer = await turn;
      handled.push({ functionName, event, calls });
      return answer;
    } catch (error) {
      handled.push({
        functionName,
        event,
        calls,
        error: error instanceof Error ? error.message : String(error),
      });
      throw error;
    } finally {
      running.delete(turn);
    }
  };

  return {
    handled,
    handler: (functionName, run) => async (payload) => {
      // Only rules send to these functions, so what comes is an event of the bus.
      const event = payload as BusEvent;
      if (isLate(event)) await gate.promise;
      return takeTurn(functionName, change(event), run);
    },
    hold(isHeld) {
      isLate = isHeld;
    },
    release() {
      isLate = () => false;
      gate.resolve();
      gate = Promise.withResolvers();
    },
    alter(next) {
      change = next;
    },
    async settled() {
      do {
        await Promise.allSettled(running);
        await new Promise((resolve) => setImmediate(resolve));
      } while (running.size > 0);
    },
  };
}
