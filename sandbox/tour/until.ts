import { setTimeout } from 'node:timers/promises';

/** Asks again until there is an answer; after the deadline it fails with what was being waited for. */
export async function until<Answer>(
  wanted: string,
  ask: () => Promise<Answer | undefined | false>,
  deadlineMs = 60_000,
): Promise<Answer> {
  const endsAt = performance.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > endsAt) throw new Error(`waited ${deadlineMs / 1_000} s for ${wanted}`);
    await setTimeout(100);
  }
}
