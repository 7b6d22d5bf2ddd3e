import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tourConfig } from '../../../packaging/config-file.ts';
import { root } from '../../support/source-files.ts';
import { temporaryProject } from '../../support/temporary-project.ts';

/** What a command printed on both its streams, and how it ended. */
export interface RanCommand {
  readonly code: number;
  readonly output: string;
}

export interface DeployProject {
  readonly configFile: string;
  readonly stackFile: string;
  /** What packaging says that whoever deploys must be allowed. */
  readonly policyFile: string;
  /** Runs `npm run <command> -- <arguments>` as a user does. */
  npm(command: string, ...args: readonly string[]): Promise<RanCommand>;
  /** Runs a line as it is typed into a shell. */
  shell(line: string): Promise<RanCommand>;
  /** The key that commands sign with from now on. */
  actAs(key: Readonly<Record<string, string>>): void;
  remove(): void;
}

/** A checkout of its own, for the framework works in `.serverless` beside `serverless.yml`; its configuration is the tour's. */
export function deployProject(endpoint: string): DeployProject {
  const { folder, remove } = temporaryProject({
    copy: [
      'functions',
      'shared',
      'packaging',
      'scripts',
      'sandbox',
      'serverless.yml',
      'package.json',
      'package-lock.json',
    ],
    write: { 'drawbridge.yml': readFileSync(join(root, tourConfig), 'utf8') },
  });
  let key: Readonly<Record<string, string>> = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
  const environment = () => ({
    PATH: process.env['PATH'],
    // Nothing of the machine's own settings.
    HOME: folder,
    AWS_ENDPOINT_URL: endpoint,
    // How often the framework looks at the stack, in milliseconds: the sandbox is done at the first look.
    SLS_AWS_MONITORING_FREQUENCY: '50',
    ...key,
  });
  return {
    configFile: join(folder, 'drawbridge.yml'),
    stackFile: join(folder, 'serverless.yml'),
    policyFile: join(folder, '.serverless', 'deployer-policy.json'),
    npm: (command, ...args) =>
      run('npm', ['run', '--silent', command, '--', ...args], { cwd: folder, env: environment() }),
    shell: (line) => run('sh', ['-c', line], { cwd: folder, env: environment() }),
    actAs: (other) => {
      key = other;
    },
    remove,
  };
}

/** Changes the text of a file that the user would edit. */
export function edit(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no "${from}"`);
  writeFileSync(file, text.replace(from, to));
}

function run(
  command: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string | undefined>> },
): Promise<RanCommand> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...env } });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, output }));
  });
}
