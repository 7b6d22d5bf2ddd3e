import { spawn } from 'node:child_process';

/** What a git command left behind. */
export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * Runs git without the settings of the user or the machine, so that every sandbox behaves the same.
 * It does not throw when git ends with an error; `requireGit` does.
 */
export function runGit(
  args: readonly string[],
  options: { cwd: string; input?: string | Buffer },
): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd: options.cwd, env: gitEnvironment() });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({
        code: code ?? 1,
        stdout: Buffer.concat(stdout),
        stderr: Buffer.concat(stderr).toString('utf8'),
      }),
    );
    // git may end before it has read everything; its exit code says what that means.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
  });
}

/** As `runGit`, and throws what git printed when it ends with an error. */
export async function requireGit(
  args: readonly string[],
  options: { cwd: string; input?: string | Buffer },
): Promise<Buffer> {
  const result = await runGit(args, options);
  if (result.code !== 0)
    throw new Error(`"git ${args.join(' ')}" in ${options.cwd} ended with ${result.code}: ${result.stderr}`);
  return result.stdout;
}

/** The environment git runs with: where programs are, and nothing of the user's configuration. */
export function gitEnvironment(): Record<string, string> {
  const environment: Record<string, string> = {
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
  for (const name of ['PATH', 'HOME', 'TMPDIR']) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}
