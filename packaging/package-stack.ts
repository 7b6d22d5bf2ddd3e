import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CONFIG_VARIABLE } from './config-file.ts';
import { readConfig } from './read-config.ts';

/** What decides the packaged result, besides the configuration: a change in any of these means packaging again. */
const INPUTS = ['functions', 'shared', 'packaging', 'serverless.yml', 'package-lock.json'];
/** So many packaged stacks are kept, and besides them whatever was used within the last hour. */
const KEPT = 8;
const HOUR_MS = 3_600_000;

/** What is packaged. */
export interface Packaging {
  /** The configuration, from the folder of the project or absolute. */
  readonly configFile: string;
  /** What the stack is called after `drawbridge-`; `sandbox` when left out. */
  readonly stage?: string;
  /** `us-east-1` when left out. */
  readonly region?: string;
}

/** Where the packaged stack is: the compiled template, and the folder with the zip files it names. */
export interface PackagedStack {
  readonly templateFile: string;
  readonly artifactFolder: string;
  /** The stack's name: `drawbridge-<stage>`. */
  readonly stackName: string;
  /** False when nothing had changed since the last time. */
  readonly isNew: boolean;
}

/**
 * Packages the stack of the project in `folder`, or does nothing when these very inputs were packaged before. The
 * result has a folder of its own below `.drawbridge/packaged`, named by its inputs, that nothing writes to again.
 * Needs no AWS account and no network; throws with every problem of the configuration, or with the framework's own
 * message when packaging fails.
 */
export async function packageStack(folder: string, packaging: Packaging): Promise<PackagedStack> {
  const { configFile, stage = 'sandbox', region = 'us-east-1' } = packaging;
  readConfig(folder, configFile);
  const inputs = { folder, configFile: resolve(folder, configFile), stage, region };
  const packaged = join(folder, '.drawbridge', 'packaged');
  const artifactFolder = join(packaged, `${stage}-${hashInputs(inputs).slice(0, 16)}`);
  const isNew = !existsSync(artifactFolder);
  if (isNew) {
    await packageInto(artifactFolder, inputs);
    removeUnused(packaged);
  }
  utimesSync(artifactFolder, new Date(), new Date());
  return {
    templateFile: join(artifactFolder, 'cloudformation-template-update-stack.json'),
    artifactFolder,
    stackName: `drawbridge-${stage}`,
    isNew,
  };
}

interface Inputs extends Required<Packaging> {
  readonly folder: string;
}

function hashInputs({ folder, configFile, stage, region }: Inputs): string {
  const hash = createHash('sha256').update(`${stage}\n${region}\n`).update(readFileSync(configFile));
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

/**
 * The framework always works in `.serverless` beside `serverless.yml`. So it gets a copy of the inputs to itself, and
 * its result moves to its place as a whole: two packagings at once, or one that dies, leave nothing half-made.
 */
async function packageInto(
  artifactFolder: string,
  { folder, configFile, stage, region }: Inputs,
): Promise<void> {
  const parent = join(folder, '.drawbridge', 'packaging');
  mkdirSync(parent, { recursive: true });
  const copy = mkdtempSync(join(parent, 'copy-'));
  try {
    for (const input of INPUTS.filter((one) => existsSync(join(folder, one))))
      cpSync(join(folder, input), join(copy, input), { recursive: true });
    await runServerless(['package', '--stage', stage, '--region', region], {
      cli: join(folder, 'node_modules', 'serverless', 'bin', 'serverless.js'),
      cwd: copy,
      configFile,
    });
    moveTo(artifactFolder, join(copy, '.serverless'));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Another packaging of the same inputs may have been faster: what it made is as good. */
function moveTo(artifactFolder: string, made: string): void {
  mkdirSync(dirname(artifactFolder), { recursive: true });
  try {
    renameSync(made, artifactFolder);
  } catch (error) {
    if (!existsSync(artifactFolder)) throw error;
  }
}

function removeUnused(packaged: string): void {
  const byUse = readdirSync(packaged)
    .map((name) => ({ path: join(packaged, name), usedAt: statSync(join(packaged, name)).mtimeMs }))
    .sort((one, other) => other.usedAt - one.usedAt);
  for (const { path, usedAt } of byUse.slice(KEPT))
    if (Date.now() - usedAt > HOUR_MS) rmSync(path, { recursive: true, force: true });
}

function runServerless(
  args: readonly string[],
  { cli, cwd, configFile }: { readonly cli: string; readonly cwd: string; readonly configFile: string },
): Promise<void> {
  return new Promise((resolved, reject) => {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, [CONFIG_VARIABLE]: configFile },
    });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolved();
      else reject(new Error(`The stack could not be packaged:\n${Buffer.concat(output).toString().trim()}`));
    });
  });
}
