import { replication } from 'drawbridge:config';
import { setTimeout } from 'node:timers/promises';
import { second } from '../../shared/core/time.ts';
import { redactText } from '../../shared/redact/redact.ts';
import { optionalEnvironment, readEnvironment } from '../../shared/runtime/environment.ts';
import { system } from '../../shared/runtime/system.ts';
import { buildVariables, optionalBuildVariables, replicationBuild } from './assemble-build.ts';

// What the build project of packaging/replication-runner.ts runs: one replication, named by REPLICATION, to its end.
// It ends with 0 when nothing was left undone that could be done, and with 1 otherwise.

/** Prints one line of the build's log, redacted. */
function print(line: string): void {
  process.stdout.write(`${redactText(line)}\n`);
}

async function run(): Promise<boolean> {
  const build = replicationBuild({
    environment: { ...readEnvironment(buildVariables), ...optionalEnvironment(optionalBuildVariables) },
    config: { replication },
    clock: system.clock,
    pause: () => setTimeout(5 * second),
    print,
  });
  return build();
}

run().then(
  (isDone) => {
    process.exitCode = isDone ? 0 : 1;
  },
  (error: unknown) => {
    print(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
