import { setTimeout } from 'node:timers/promises';

/** Against waiting for ever where nobody looks; no machine is so slow. */
const longestWaitMs = 10 * 60_000;

/** Asks again until there is an answer. Rejects when asking fails, which it does once the sandbox has stopped. */
export async function until<Answer>(
  wanted: string,
  ask: () => Promise<Answer | undefined | false>,
): Promise<Answer> {
  const endsAt = performance.now() + longestWaitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > endsAt) throw new Error(`waited ${longestWaitMs / 60_000} minutes for ${wanted}`);
    await setTimeout(100);
  }
}
