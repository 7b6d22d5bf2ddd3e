import type { Config } from '../../../shared/config/schema.ts';
import type { ProgramName } from './function-files.ts';
import { type FunctionProcess, startProcess } from './processes.ts';

/** Processes of earlier runs that wait for work. */
const waiting: FunctionProcess[] = [];

/** A process for a run of the simulation, from an earlier run if there is one. */
export function takeProcess(name: ProgramName, config: Config): FunctionProcess {
  const index = waiting.findIndex((process) => process.name === name && process.config === config);
  return waiting.splice(index, index < 0 ? 0 : 1)[0] ?? startProcess(name, config);
}

/** Keeps a process that has nothing to do any more for the next run. */
export function giveBack(process: FunctionProcess): void {
  process.caller = undefined;
  waiting.push(process);
}
