import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gitEnvironment } from './git.ts';

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

/** What commands, run one after the other, took of time and memory. */
export interface Measured {
  readonly seconds: number;
  /** Peak of the resident memory of a command and everything it started; absent where /proc does not tell. */
  readonly peakBytes: number | undefined;
  /** What the last command printed. */
  readonly stdout: string;
}

/** Often enough for a process that lives a tenth of a second. */
const everyMs = 4;

/** Runs fresh processes one after the other, and throws with the last words of one that fails. */
export async function runMeasured(commands: readonly Command[]): Promise<Measured> {
  let seconds = 0;
  let peakBytes: number | undefined;
  let stdout = '';
  for (const command of commands) {
    const one = await runOne(command);
    seconds += one.seconds;
    stdout = one.stdout;
    if (one.peakBytes !== undefined) peakBytes = Math.max(peakBytes ?? 0, one.peakBytes);
  }
  return { seconds, peakBytes, stdout };
}

async function runOne({ program, args, cwd }: Command): Promise<Measured> {
  const startedAt = performance.now();
  const env = { ...gitEnvironment, TMPDIR: cwd };
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const watch = watchMemory(child);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = `${stderr}${chunk.toString()}`.slice(-2_000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  const peakBytes = watch.end();
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${stderr.trim()}`);
  return { seconds, peakBytes, stdout };
}

function watchMemory(child: ChildProcess): { end(): number | undefined } {
  let peak: number | undefined;
  const timer = setInterval(() => {
    const now = memoryOfTree(child.pid ?? 0);
    if (now !== undefined) peak = Math.max(peak ?? 0, now);
  }, everyMs);
  return {
    end() {
      clearInterval(timer);
      return peak;
    },
  };
}

/** Pages that processes share are counted for each, as `ps` does. Nothing for a process that is gone. */
function memoryOfTree(pid: number): number | undefined {
  try {
    const [, residentKib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? [];
    if (residentKib === undefined) return undefined;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim();
    return children
      .split(' ')
      .filter((text) => text !== '')
      .reduce((sum, text) => sum + (memoryOfTree(Number(text)) ?? 0), Number(residentKib) * 1_024);
  } catch {
    return undefined;
  }
}
