/**
 * Makes a thing at its first use and keeps it; a failure is not kept. For what most runs never need: a module that
 * is imported at its first use is not paid for by every cold start (packaging makes it a file of its own).
 * @example const logs = once(async () => (await import('../aws/logs.ts')).cloudWatchLogs(settings));
 */
export function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
