import { spawn } from 'node:child_process';

/** The environment of every git process of the benchmark: nothing of the machine's settings. */
export const gitEnvironment: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nowhere',
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
};

/** Runs git in a folder and gives what it printed; rejects with its last words when it fails. */
export async function git(
  cwd: string,
  args: readonly string[],
  input: Iterable<Buffer> = [],
): Promise<string> {
  const child = spawn('git', args, { cwd, env: gitEnvironment, stdio: 'pipe' });
  const stdout: Buffer[] = [];
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = `${stderr}${chunk.toString()}`.slice(-2_000);
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  child.stdin.on('error', () => undefined);
  for (const chunk of input) if (!child.stdin.write(chunk)) await Promise.race([drained(child.stdin), ended]);
  child.stdin.end();
  const code = await ended;
  if (code !== 0) throw new Error(`git ${args.join(' ')} failed: ${stderr.trim()}`);
  return Buffer.concat(stdout).toString('utf8').trim();
}

function drained(stream: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve) => stream.once('drain', resolve));
}
