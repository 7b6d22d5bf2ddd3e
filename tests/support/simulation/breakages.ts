import { goodAnswer, type Members } from './aws-request.ts';
import type { Breakage, Report } from './report.ts';

/** Whether a run with the breakage complains so; it is tried with 600 seeds at the most. */
export async function isNoticed(
  run: (seed: number, breakage: Breakage) => Promise<Report>,
  breakage: () => Breakage,
  complaint: RegExp,
): Promise<boolean> {
  for (let seed = 1; seed <= 600; seed += 1) {
    const { problems } = await run(seed, breakage());
    if (problems.some((problem) => complaint.test(problem))) return true;
  }
  return false;
}

/** Changes the requests of one operation on their way. */
export function changing(operation: string, change: (input: Members) => Members): Breakage {
  return {
    intercept: (request, send) =>
      send(request.operation === operation ? { ...request, input: change(request.input) } : request),
  };
}

/** Answers one operation in the sandbox's place. */
export function answering(operation: string, output: Members): Breakage {
  return {
    intercept: (request, send) =>
      request.operation === operation ? Promise.resolve(goodAnswer(request, output)) : send(request),
  };
}

export function without(...names: readonly string[]): (input: Members) => Members {
  return (input) => Object.fromEntries(Object.entries(input).filter(([name]) => !names.includes(name)));
}
