/** Lambda gives a whole processor at this much memory (developer guide, memory and computing power), else a part. */
const mbOfOneProcessor = 1_769;
/** What an SDK call keeps a whole processor busy: parts of it signed, sent, received and read (measured 2026-11-27). */
const processorMsPerCall = 2;
/** The same for each run besides its calls: reading the event, deciding, writing the log line. */
const processorMsPerRun = 5;

/** What a function's runs are billed: they wait for AWS, and keep their part of a processor busy. */
export function gbSecondsOf(runs: {
  readonly memoryMb: number;
  readonly count: number;
  readonly calls: number;
  /** Of all runs together, for the answers of AWS. */
  readonly waitedSeconds: number;
}): number {
  const { memoryMb, count, calls, waitedSeconds } = runs;
  const busyMs = count * processorMsPerRun + calls * processorMsPerCall;
  const seconds = waitedSeconds + (busyMs / 1_000) * Math.max(1, mbOfOneProcessor / memoryMb);
  return (seconds * memoryMb) / 1_024;
}
