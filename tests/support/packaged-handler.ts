import { Writable } from 'node:stream';
import type { PackagedFunction } from '../../bench/packaged-functions.ts';
import type { Clock } from '../../sandbox/kernel/clock.ts';
import { loadBundle } from './load-bundle.ts';

/** What a function process has of its machine; nothing of this process's environment gets in. */
export interface Machine {
  readonly environment: Readonly<Record<string, string>>;
  readonly clock: Pick<Clock, 'now'>;
  /** Gets every line that the function logs. */
  readonly log: (line: string) => void;
}

export type PackagedHandler = (event: unknown, context: unknown) => Promise<unknown>;

/**
 * Starts a function from the files of its zip, as a process of Lambda's would. Fails when the handler's file has no
 * handler.
 */
export function startPackaged({ files, entry }: PackagedFunction, machine: Machine): PackagedHandler {
  const { handler } = loadBundle(files, entry, { globals: globalsOf(machine) }) as {
    readonly handler?: PackagedHandler;
  };
  if (handler === undefined) throw new Error(`${entry} exports no handler`);
  return handler;
}

function globalsOf({ environment, clock, log }: Machine): Readonly<Record<string, unknown>> {
  const stdout = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      for (const line of chunk.split('\n')) if (line !== '') log(line);
      done();
    },
  });
  const property = (value: unknown) => ({ value, enumerable: true });
  const own = { env: property({ ...environment }), stdout: property(stdout), stderr: property(stdout) };
  return { process: Object.create(process, own) as unknown, Date: dateBy(clock) };
}

/** To the function it is as late as the clock says. */
function dateBy({ now }: Machine['clock']): DateConstructor {
  return new Proxy(Date, {
    construct: (target, parts, newTarget) =>
      Reflect.construct(target, parts.length === 0 ? [now()] : parts, newTarget) as object,
    get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
  });
}
