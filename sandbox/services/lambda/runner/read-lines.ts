import type { Readable } from 'node:stream';
import type { Clock } from '../../../kernel/clock.ts';
import type { LoggedLine } from './function-runner.ts';

/** The lines a process writes, handed out call by call. */
export interface LineReader {
  /** What was written until the call's end-of-output mark, or until the stream ended. */
  take(requestId: string): Promise<LoggedLine[]>;
}

/**
 * Collects the lines of a stream with the sandbox time at which they arrived. The runtime client marks the end
 * of each call's output, because the answer to a call may overtake its last lines.
 */
export function readLines(stream: Readable, clock: Clock): LineReader {
  let lines: LoggedLine[] = [];
  let rest = '';
  let hasEnded = false;
  let lastMark = '';
  let wake: (() => void) | undefined;
  const addLine = (text: string) => {
    if (text.startsWith(endMark)) {
      lastMark = text.slice(endMark.length);
      wake?.();
      return;
    }
    if (text !== '') lines.push({ timestamp: clock.now(), message: text.replaceAll('\r', '\n') });
  };
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) addLine(part);
  });
  stream.once('close', () => {
    addLine(rest);
    hasEnded = true;
    wake?.();
  });
  return {
    async take(requestId) {
      while (!hasEnded && lastMark !== requestId) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const taken = lines;
      lines = [];
      return taken;
    },
  };
}

const endMark = '\u0000end-of-output ';
