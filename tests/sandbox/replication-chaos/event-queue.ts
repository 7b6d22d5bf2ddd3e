import type { RefUpdate } from '../../../shared/git/types.ts';
import { seeded } from '../../support/simulation/seeded.ts';

/** Events on their way: 5 % get lost, 10 % come twice, and each takes as long as some other writes. */
export interface EventQueue {
  readonly dropped: number;
  readonly doubled: number;
  /** An event about a write that was just done. Resolves when the workers have caught up enough for another one. */
  add(update: RefUpdate): Promise<void>;
  /** Nothing comes any more. */
  end(): void;
  /** The next event that has arrived, in no order; nothing when all are taken and no more will come. */
  take(): Promise<RefUpdate | undefined>;
}

const longestDelay = 12;
/** So many events may wait: workers are never far behind, and never idle. */
const mostWaiting = 24;

export function eventQueue(seed: number): EventQueue {
  // What gets lost and what comes twice is the seed's alone; when workers come for the next is the machine's.
  const fate = seeded(seed, 'events lost and doubled');
  const order = seeded(seed, 'order of events');
  const waiting: { readonly update: RefUpdate; readonly arrivesAt: number }[] = [];
  let writes = 0;
  let dropped = 0;
  let doubled = 0;
  let ended = false;
  let changed = Promise.withResolvers<void>();
  const tellAll = (): void => {
    changed.resolve();
    changed = Promise.withResolvers();
  };
  const send = (update: RefUpdate): void => {
    waiting.push({ update, arrivesAt: writes + order.between(0, longestDelay) });
  };
  return {
    get dropped() {
      return dropped;
    },
    get doubled() {
      return doubled;
    },
    async add(update) {
      writes += 1;
      if (fate.chance(0.05)) dropped += 1;
      else send(update);
      if (fate.chance(0.1)) {
        doubled += 1;
        send(update);
      }
      tellAll();
      while (waiting.length > mostWaiting) await changed.promise;
    },
    end() {
      ended = true;
      tellAll();
    },
    async take() {
      for (;;) {
        const arrived = waiting.filter(({ arrivesAt }) => ended || arrivesAt <= writes);
        const next = arrived[order.between(0, arrived.length - 1)];
        if (next !== undefined) {
          waiting.splice(waiting.indexOf(next), 1);
          tellAll();
          return next.update;
        }
        if (ended) return undefined;
        await changed.promise;
      }
    },
  };
}
