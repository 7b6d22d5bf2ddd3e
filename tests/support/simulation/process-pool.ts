import type { ProgramName } from './function-files.ts';
import { type FunctionProcess, type ProcessParts, startProcess } from './processes.ts';

/** Processes of earlier runs that wait for work. */
const waiting: FunctionProcess[] = [];

/** A process for a run of the simulation, from an earlier run if there is one. */
export function takeProcess(name: ProgramName, parts: ProcessParts): FunctionProcess {
  const index = waiting.findIndex(
    (process) =>
      process.name === name && process.config === parts.config && process.programs === parts.programs,
  );
  return waiting.splice(index, index < 0 ? 0 : 1)[0] ?? startProcess(name, parts);
}

/** Keeps a process that has nothing to do any more for the next run. */
export function giveBack(process: FunctionProcess): void {
  process.caller = undefined;
  waiting.push(process);
}
