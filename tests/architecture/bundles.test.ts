import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseDocument } from 'yaml';
import * as z from 'zod';
import { bundleFunction } from '../../packaging/bundle-function.ts';
import { readConfig } from '../../packaging/read-config.ts';
import { filesBelow, root, textOf } from '../support/source-files.ts';
import { temporaryProject } from '../support/temporary-project.ts';

const MOST_BYTES = 500 * 1024;

/** What Lambda gives every function. Nothing listens at the address, so a call fails at once. */
const LAMBDA = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_MAX_ATTEMPTS: '1',
};

const Package = z.object({ dependencies: z.record(z.string(), z.string()) });

describe.each(filesBelow('functions', /\/handler\.ts$/))('the bundle of %s', (entry) => {
  it('has at most 500 KB, starts with the variables of its function.yml, and brings neither undici nor what only packaging needs', async () => {
    const { code, metafile } = await bundleFunction({ folder: root, entry, config: readConfig(root) });

    const { stdout, stderr } = run(
      `${Buffer.from(code).toString()}
      process.stdout.write(JSON.stringify({
        handler: typeof module.exports.handler,
        undici: process.moduleLoadList.filter((name) => name.includes('undici')),
      }));`,
      environmentOf(entry),
    );

    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({ handler: 'function', undici: [] });
    expect(code.byteLength).toBeLessThanOrEqual(MOST_BYTES);
    const modules = Object.keys(metafile.inputs).filter((path) =>
      /node_modules\/(?:yaml|@smithy\/credential-provider-imds|@aws-sdk\/nested-clients)\//.test(path),
    );
    expect(modules).toEqual([]);
  });
});

describe('what a bundle changes in the SDK', () => {
  const clients = Object.keys(Package.parse(JSON.parse(textOf('package.json'))).dependencies).filter((name) =>
    name.startsWith('@aws-sdk/client-'),
  );

  it.each(clients)('leaves every error of %s as it is', async (client) => {
    const list = `
import * as sdk from '${client}';
const errors = Object.entries(sdk)
  .filter(([, value]) => typeof value === 'function' && value.prototype instanceof Error)
  .map(([key, ErrorClass]) => {
    const error = new (ErrorClass as any)({ message: 'why', name: 'given', $fault: 'server', Type: 'User', $metadata: { attempts: 1 } });
    const isOwn = Object.getPrototypeOf(error) === (ErrorClass as any).prototype && error instanceof (ErrorClass as any);
    return { key, ...error, message: error.message, isOwn, stack: typeof error.stack };
  });
process.stdout.write(JSON.stringify(errors));
`;

    const bundled = errorsOf(run(await bundleText(list)));
    const original = errorsOf(
      run(
        list
          .replace("import * as sdk from '", "const sdk = require('")
          .replace("';", "');")
          .replaceAll(' as any', ''),
      ),
    );

    expect(original.length).toBeGreaterThan(0);
    expect(bundled).toEqual(original);
  });

  it('turns the answer of a service into the right error', async () => {
    const { stdout, stderr } = run(
      await bundleText(`
import { CodeCommitClient, GetPullRequestCommand, PullRequestDoesNotExistException } from '@aws-sdk/client-codecommit';
const requestHandler = { handle: async () => ({ response: {
  statusCode: 400, reason: 'Bad Request', headers: {},
  body: Buffer.from(JSON.stringify({ __type: 'PullRequestDoesNotExistException', message: 'There is none' })),
} }) };
const client = new CodeCommitClient({ requestHandler: requestHandler as never });
client.send(new GetPullRequestCommand({ pullRequestId: '1' })).catch((error) => {
  const { name, message, $fault } = error;
  process.stdout.write(JSON.stringify({ name, message, $fault, isInstance: error instanceof PullRequestDoesNotExistException }));
});`),
    );

    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      name: 'PullRequestDoesNotExistException',
      message: 'There is none',
      $fault: 'client',
      isInstance: true,
    });
  });

  it('keeps a first call over HTTP free of undici', async () => {
    const { stdout } = run(
      await bundleText(`
import { CodeBuildClient, ListBuildsForProjectCommand } from '@aws-sdk/client-codebuild';
new CodeBuildClient({}).send(new ListBuildsForProjectCommand({ projectName: 'unit' })).catch((error) => {
  const undici = process.moduleLoadList.filter((name) => name.includes('undici'));
  process.stdout.write(JSON.stringify({ code: error.code, undici }));
});`),
    );

    expect(JSON.parse(stdout)).toEqual({ code: 'ECONNREFUSED', undici: [] });
  });
});

async function bundleText(entry: string): Promise<string> {
  const { folder, remove } = temporaryProject({ copy: [], write: { 'entry.ts': entry } });
  onTestFinished(remove);
  const { code } = await bundleFunction({ folder, entry: 'entry.ts', config: readConfig(root) });
  return Buffer.from(code).toString();
}

function errorsOf({ stdout, stderr }: { stdout: string; stderr: string }): unknown[] {
  expect(stderr).toBe('');
  return z.array(z.unknown()).parse(JSON.parse(stdout));
}

/** The names of the variables that a function's own function.yml and Lambda give it, each with a value. */
function environmentOf(entry: string): Record<string, string> {
  const document = parseDocument(textOf(entry.replace('handler.ts', 'function.yml')), { logLevel: 'silent' });
  const names = Object.keys(
    z.object({ environment: z.record(z.string(), z.unknown()) }).parse(document.toJS()).environment,
  );
  return Object.fromEntries(names.map((name) => [name, `http://127.0.0.1:9/${name}`]));
}

/** Runs a CommonJS text as Lambda would, with nothing of this process's environment. */
function run(code: string, environment: Record<string, string> = {}): { stdout: string; stderr: string } {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=commonjs', '-'], {
    input: code,
    cwd: join(root, 'tests'),
    env: { ...LAMBDA, ...environment },
    encoding: 'utf8',
  });
  // A crash prints the line it happened on, which in a bundle is all of it.
  return { stdout, stderr: stderr.slice(-500) };
}
