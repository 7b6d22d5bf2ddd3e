import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { gitEnvironment } from './git/run-git.ts';
import { root } from './source-files.ts';

/** What a script printed, and how it ended. */
export interface RanScript {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs one of the project's scripts as its npm command does, as the administrator of a sandbox in us-east-1 and with
 * nothing of the machine's own settings.
 */
export function runScript(
  script: string,
  args: readonly string[],
  environment: { readonly AWS_ENDPOINT_URL: string } & Readonly<Record<string, string>>,
): Promise<RanScript> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, script), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...gitEnvironment,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        ...environment,
      },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}
