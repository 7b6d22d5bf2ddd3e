/** The processor time that the work took of this thread; what else runs on the machine does not count. */
function cost(work: () => unknown): number {
  const leastMicros = 5_000;
  const before = process.threadCpuUsage();
  for (let times = 1; ; times += 1) {
    work();
    const { user, system } = process.threadCpuUsage(before);
    if (user + system >= leastMicros) return (user + system) / times;
  }
}

/**
 * How many times as much processor time the work takes for ten times the size: about 10 when it grows with the size,
 * about 100 when it grows with its square. The best of three, since no pause makes work look better than it is.
 */
export function growthForTenTimes(size: number, work: (size: number) => unknown): number {
  work(size);
  return Math.min(...[1, 2, 3].map(() => cost(() => work(size * 10)) / cost(() => work(size))));
}
