import type { RefUpdate } from '../../../shared/git/types.ts';
import type { Seeded } from '../../support/simulation/seeded.ts';

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

export function eventQueue(chance: Seeded): EventQueue {
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
    waiting.push({ update, arrivesAt: writes + chance.between(0, longestDelay) });
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
      if (chance.chance(0.05)) dropped += 1;
      else send(update);
      if (chance.chance(0.1)) {
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
        const next = arrived[chance.between(0, arrived.length - 1)];
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
