// Runs one of the project's scripts on the Node.js version the functions run on, installing what is missing first.
// It has to work on the Node.js that is on the machine (20.19 or later), so it is plain JavaScript and uses
// nothing newer.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const binaries = join(modules, '.bin');
const marker = join(modules, '.drawbridge-lock');
const onWindows = process.platform === 'win32';

checkMachine();
installWhatIsMissing();
run(projectNode(), process.argv.slice(2));

function checkMachine() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    stop(
      `Drawbridge needs Node.js 20.19 or later, and this is ${process.versions.node}: install a newer one from https://nodejs.org.`,
    );
  if (spawnSync('git', ['--version']).status !== 0)
    stop('Drawbridge needs git, and there is none in PATH: install it from https://git-scm.com.');
}

/** npm's own check of node_modules takes seconds; the lock file's hash tells the same at once. */
function installWhatIsMissing() {
  const lockFile = join(root, 'package-lock.json');
  const lock = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) return;
  if (npmInstalledSince(lockFile)) {
    writeFileSync(marker, lock);
    return;
  }
  console.error(
    'Installing the packages that package-lock.json names (npm ci); the first time takes a minute.',
  );
  const npm = onWindows ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: onWindows,
  });
  if (status !== 0)
    stop(
      'npm ci did not succeed; its own message is above. A registry that cannot be reached is the usual cause.',
    );
  writeFileSync(marker, lock);
}

/** npm writes this file last, so it is there only after an install that someone else ran to its end. */
function npmInstalledSince(lockFile) {
  const installed = join(modules, '.package-lock.json');
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(lockFile).mtimeMs;
}

/** The `node` package brings the binary by an install script, and without it everything would fall back silently. */
function projectNode() {
  const node = join(modules, 'node', 'bin', onWindows ? 'node.exe' : 'node');
  const version = existsSync(node) ? spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout : '';
  if (!version.startsWith('v24.'))
    stop(
      'The Node.js 24 that the functions run on is not in node_modules, because npm was told to run no install scripts: run `npm config delete ignore-scripts`, delete node_modules, and try again.',
    );
  return node;
}

function run(node, [script, ...args]) {
  if (script === undefined) stop('Usage: node scripts/bootstrap.mjs <script> [arguments]');
  const child = spawn(node, [resolve(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: binaries + delimiter + process.env.PATH },
  });
  // A terminal sends Ctrl-C to both processes; a supervisor sends its signal to this one only.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => stop(`${script} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
