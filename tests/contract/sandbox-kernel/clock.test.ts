import { describe, expect, it, vi } from 'vitest';
import { realClock, sleep } from '../../../sandbox/kernel/clock.ts';

describe('the real clock', () => {
  it('goes as fast as it was told', async () => {
    const clock = realClock(1000);
    const startedAt = clock.now();

    await sleep(clock, 5000);

    expect(clock.now() - startedAt).toBeGreaterThanOrEqual(4000);
  });

  it('runs no task that was cancelled, and none once it is stopped', async () => {
    const clock = realClock(1000);
    const ran: string[] = [];
    clock.after(100, () => void ran.push('cancelled'))();
    await new Promise<void>((resolve) => clock.after(1000, resolve));
    clock.after(100, () => void ran.push('before the stop'));
    clock.stop();
    clock.after(100, () => void ran.push('after the stop'));

    await sleep(realClock(1000), 2000);

    expect(ran).toEqual([]);
  });

  it('prints a task that fails and goes on', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const clock = realClock(1000);
    const failure = new Error('no');
    clock.after(0, () => {
      throw failure;
    });

    await sleep(clock, 1000);

    expect(printed.mock.calls).toEqual([['A scheduled task of the sandbox failed', failure]]);
    printed.mockRestore();
  });
});
