import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** The shell that a build's commands run in, one after the other, as in one terminal. */
export interface ShellSession {
  /** Runs a command to its end and gives its exit status; 128 + signal number when it was killed. */
  run(command: string, variables: Readonly<Record<string, string>>): Promise<number>;
  /** The value of an exported variable after the last command; empty when it has none. */
  exported(names: readonly string[]): Promise<Record<string, string>>;
  /** Ends everything the commands started, also in the background. */
  kill(): void;
}

interface ShellSettings {
  /** `bash` or `sh`; bash if the machine has it when absent. */
  readonly shell: string | undefined;
  /** For the session's own files. */
  readonly folder: string;
  readonly startIn: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly onOutput: (lines: readonly string[]) => void;
}

/**
 * Every command gets a process of its own, with the rights for new files that a build has on AWS (the folder around
 * it is closed to other users), which begins with what the one before left: directory and variables,
 * in bash also functions and variables that are not exported. So `exit` ends a command and not the session.
 * Arguments: state file, command file, then NAME=VALUE for this command.
 */
const BASH_SCRIPT = `
umask 022
[ -f "$1/state" ] && . "$1/state" 2>/dev/null
[ -f "$1/directory" ] && cd "$(cat "$1/directory")"
__session=$1; __command=$2; shift 2
for __pair in "$@"; do export "$__pair"; done
set --
trap '{ declare -p; declare -f; } > "$__session/state" 2>/dev/null; pwd > "$__session/directory"' EXIT
. "$__command"
`;

const SH_SCRIPT = `
umask 022
[ -f "$1/state" ] && . "$1/state" 2>/dev/null
[ -f "$1/directory" ] && cd "$(cat "$1/directory")"
__session=$1; __command=$2; shift 2
for __pair in "$@"; do export "$__pair"; done
set --
trap 'export -p > "$__session/state"; pwd > "$__session/directory"' EXIT
. "$__command"
`;

/** How long output that was already written may take to arrive after its process ended. */
const DRAIN_MS = 200;

/** Opens a session. Nothing runs yet. */
export function openShell(settings: ShellSettings): ShellSession {
  const program = programOf(settings.shell);
  const groups = new Set<number>();
  let killed = false;
  async function run(command: string, variables: Readonly<Record<string, string>>): Promise<number> {
    const file = join(settings.folder, 'command');
    await writeFile(file, `${command}\n`);
    if (killed) return 137;
    const pairs = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
    const child = spawn(program.path, [...program.options, settings.folder, file, ...pairs], {
      cwd: settings.startIn,
      env: settings.variables,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    if (child.pid !== undefined) groups.add(child.pid);
    return await exitStatusOf(child, settings.onOutput);
  }
  return {
    run,
    async exported(names) {
      const file = join(settings.folder, 'exported');
      const print = `process.stdout.write(JSON.stringify(process.env))`;
      await run(`${JSON.stringify(process.execPath)} -e '${print}' > ${JSON.stringify(file)}`, {});
      const variables = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
      return Object.fromEntries(names.map((name) => [name, variables[name] ?? '']));
    },
    kill() {
      killed = true;
      for (const group of groups) killGroup(group);
    },
  };
}

function programOf(shell: string | undefined): { path: string; options: string[] } {
  const bash = ['/bin/bash', '/usr/bin/bash', '/usr/local/bin/bash'].find((path) => existsSync(path));
  if (shell === 'sh' || !bash) return { path: '/bin/sh', options: ['-c', SH_SCRIPT, 'sh'] };
  return { path: bash, options: ['--noprofile', '--norc', '-c', BASH_SCRIPT, 'bash'] };
}

/**
 * The status is known when the process ends; a background process may keep its output open for longer, so the
 * rest of the output is waited for only a moment.
 */
function exitStatusOf(child: ChildProcess, onOutput: ShellSettings['onOutput']): Promise<number> {
  for (const stream of [child.stdout, child.stderr]) if (stream) forwardLines(stream, onOutput);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      const status = code ?? (signal === 'SIGKILL' ? 137 : 143);
      const drained = setTimeout(() => resolve(status), DRAIN_MS);
      child.on('close', () => {
        clearTimeout(drained);
        resolve(status);
      });
    });
  });
}

function forwardLines(stream: Readable, onOutput: ShellSettings['onOutput']): void {
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) =>
    onOutput([line]),
  );
}

/** Ends a process group; one that has ended already is fine. */
function killGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
