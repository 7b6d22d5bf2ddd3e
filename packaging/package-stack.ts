import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What decides the packaged result: a change in any of these means packaging again. */
const INPUTS = ['functions', 'shared', 'packaging', 'serverless.yml', 'drawbridge.yml', 'package-lock.json'];
/** The name that the stack has in the sandbox and in tests: `drawbridge-sandbox`. */
const STAGE = 'sandbox';

/** Where the packaged stack is: the compiled template, and the folder with the zip files it names. */
export interface PackagedStack {
  readonly templateFile: string;
  readonly artifactFolder: string;
  /** False when nothing had changed since the last time. */
  readonly isNew: boolean;
}

/**
 * Packages the stack in `folder` for the sandbox, or does nothing when no input changed since the last time.
 * Needs no AWS account and no network; throws with the framework's own message when packaging fails.
 */
export async function packageStack(folder: string): Promise<PackagedStack> {
  const artifactFolder = join(folder, '.serverless');
  const templateFile = join(artifactFolder, 'cloudformation-template-update-stack.json');
  const stamp = join(artifactFolder, 'inputs.sha256');
  const inputs = hashInputs(folder);
  const isNew = !(existsSync(templateFile) && existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs);
  if (isNew) {
    await runServerless(folder, ['package', '--stage', STAGE]);
    writeFileSync(stamp, inputs);
  }
  return { templateFile, artifactFolder, isNew };
}

function hashInputs(folder: string): string {
  const hash = createHash('sha256').update(STAGE);
  for (const file of INPUTS.flatMap((input) => filesIn(folder, input)))
    hash.update(`\n${file}\n`).update(readFileSync(join(folder, file)));
  return hash.digest('hex');
}

function filesIn(folder: string, path: string): string[] {
  const full = join(folder, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(full, file)).isFile())
    .map((file) => join(path, file))
    .sort();
}

function runServerless(folder: string, args: readonly string[]): Promise<void> {
  const cli = join(folder, 'node_modules', 'serverless', 'bin', 'serverless.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The stack could not be packaged:\n${Buffer.concat(output).toString().trim()}`));
    });
  });
}
