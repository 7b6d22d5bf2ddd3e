import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { tourConfig } from '../../packaging/config-file.ts';
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
 * nothing of the machine's own settings. `killed` ends it as a power cut would. With `state`, the folder for what
 * programs remember, it is given no key and has to find it there.
 */
export function runScript(
  script: string,
  args: readonly string[],
  options: {
    readonly endpoint: string;
    readonly killed?: AbortSignal;
    readonly state?: string;
    /** In place of the administrator's settings, or besides them. */
    readonly environment?: Readonly<Record<string, string>>;
  },
): Promise<RanScript> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, script), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...gitEnvironment,
        AWS_REGION: 'us-east-1',
        ...(options.state === undefined
          ? { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' }
          : { XDG_STATE_HOME: options.state }),
        AWS_ENDPOINT_URL: options.endpoint,
        DRAWBRIDGE_CONFIG: tourConfig,
        ...options.environment,
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
    options.killed?.addEventListener('abort', () => child.kill('SIGKILL'));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}
