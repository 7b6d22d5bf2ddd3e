/** Ends something that takes too long: one limit for the whole, another for the phase it is in. */
export interface Watch {
  /** Begins a phase, and ends the one before. */
  phase(ms: number, what: string): void;
  /** No phase: whoever is waited for now has its own limit. */
  pause(): void;
  stop(): void;
}

/** `expire` is called once, with what was waited for, when the phase or the whole is over its limit. */
export function startWatch(totalMs: number, expire: (what: string) => void): Watch {
  let timer: NodeJS.Timeout | undefined;
  const total = setTimeout(() => {
    clearTimeout(timer);
    expire(`it took longer than ${totalMs / 1000} s`);
  }, totalMs);
  const pause = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    pause,
    phase(ms, what) {
      pause();
      timer = setTimeout(() => {
        clearTimeout(total);
        expire(`${what} for ${ms / 1000} s`);
      }, ms);
    },
    stop() {
      pause();
      clearTimeout(total);
    },
  };
}
