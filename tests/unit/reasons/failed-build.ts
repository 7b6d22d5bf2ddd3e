import { reasonOf } from '../../../shared/reasons/reason-of.ts';

export const limits = { lines: 20, lineLength: 240 };

export const said = (words: string) => `[Container] 2026/11/27 12:00:00.123456 ${words}`;
export const many = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_none, index) => text(index));

/** A build whose command failed, one entry of the log a string, and what was printed after it. */
export function failed(command: string, output: readonly string[], after: readonly string[] = []): string[] {
  return [
    said('Entering phase BUILD'),
    said(`Running command ${command}`),
    ...output,
    said(`Command did not exit successfully ${command} exit status 1`),
    said('Phase complete: BUILD State: FAILED'),
    said(
      `Phase context status code: COMMAND_EXECUTION_ERROR Message: Error while executing command: ${command}. Reason: exit status 1`,
    ),
    said('Entering phase POST_BUILD'),
    ...after,
    said('Phase complete: POST_BUILD State: SUCCEEDED'),
  ];
}

export const excerptOf = (log: readonly string[], of = limits) =>
  reasonOf(log, { limits: of })?.excerpt.join('\n') ?? '';
