import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseDocument } from 'yaml';
import * as z from 'zod';
import { bundleForBuild, bundleFunction } from '../../packaging/bundle-function.ts';
import { filesBelow, root, textOf } from '../support/source-files.ts';
import { temporaryProject } from '../support/temporary-project.ts';
import { configOfTour } from '../support/tour-stack.ts';

const MOST_BYTES = 500_000;

/** What Lambda gives every function. Nothing listens at the address, so a call fails at once. */
const LAMBDA = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_MAX_ATTEMPTS: '1',
};

describe.each(filesBelow('functions', /\/handler\.ts$/))('the bundle of %s', (entry) => {
  it('has at most 500 KB, starts with the variables of its function.yml, and brings neither undici nor what only packaging needs', async () => {
    const { code, metafile, late } = await bundleFunction({ folder: root, entry, config: configOfTour() });

    const { stdout, stderr } = run(
      `${Buffer.from(code).toString()}
      process.stdout.write(JSON.stringify({
        handler: typeof module.exports.handler,
        undici: process.moduleLoadList.filter((name) => name.includes('undici')),
      }));`,
      environmentOf(entry),
    );

    // The zip has them in this order; another one would be other code to whoever compares.
    expect(late.map(({ path }) => path)).toEqual(late.map(({ path }) => path).toSorted());
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({ handler: 'function', undici: [] });
    for (const file of [code, ...late.map((module) => module.code)])
      expect(file.byteLength).toBeLessThanOrEqual(MOST_BYTES);
    const modules = Object.keys(metafile.inputs).filter((path) =>
      /node_modules\/(?:yaml|@smithy\/credential-provider-imds|@aws-sdk\/nested-clients)\//.test(path),
    );
    expect(modules).toEqual([]);
  });
});

describe('what a bundle changes in the SDK', () => {
  it('turns the answer of a service into an error of that name, without a class for each', async () => {
    const code = await bundleText(`
import { CodeCommitClient, GetPullRequestCommand, CodeCommitServiceException } from '@aws-sdk/client-codecommit';
const requestHandler = { handle: async () => ({ response: {
  statusCode: 400, reason: 'Bad Request', headers: {},
  body: Buffer.from(JSON.stringify({ __type: 'PullRequestDoesNotExistException', message: 'There is none' })),
} }) };
const client = new CodeCommitClient({ requestHandler: requestHandler as never });
client.send(new GetPullRequestCommand({ pullRequestId: '1' })).catch((error) => {
  const { name, message, $fault } = error;
  process.stdout.write(JSON.stringify({ name, message, $fault, isInstance: error instanceof CodeCommitServiceException }));
});`);

    const { stdout, stderr } = run(code);

    expect(stderr).toBe('');
    expect(code).not.toContain('ActorDoesNotExistException');
    expect(JSON.parse(stdout)).toEqual({
      name: 'PullRequestDoesNotExistException',
      message: 'There is none',
      $fault: 'client',
      isInstance: true,
    });
  });

  it('leaves a module that is imported where it is needed out of the bundle, as a file beside it', async () => {
    const { folder, remove } = temporaryProject({
      copy: [],
      write: {
        'entry.ts': "export const handler = async () => (await import('./seldom.ts')).answer;",
        'seldom.ts': "export const answer = 'only when it is needed';",
      },
    });
    onTestFinished(remove);

    const { code, late } = await bundleFunction({ folder, entry: 'entry.ts', config: configOfTour() });

    expect(Buffer.from(code).toString()).not.toContain('only when it is needed');
    expect(late.map(({ path }) => path)).toEqual(['late/seldom.js']);
    expect(Buffer.from(late[0]?.code ?? []).toString()).toContain('only when it is needed');
  });

  it('gives a build the credentials of its container, in a file beside the bundle', async () => {
    const { folder, remove } = temporaryProject({
      copy: [],
      write: {
        'entry.ts': 'export const handler = () => 1;',
        'in-build.ts': `
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
new CodeBuildClient({}).config.credentials().then(({ accessKeyId }) => process.stdout.write(accessKeyId));`,
      },
    });
    onTestFinished(remove);
    const server = createServer((_, response) => {
      const expiration = '2099-01-01T00:00:00Z';
      response.end(
        JSON.stringify({
          AccessKeyId: 'AKIACONTAINER',
          SecretAccessKey: 's',
          Token: 't',
          Expiration: expiration,
        }),
      );
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;

    const { path, code } = await bundleForBuild({ folder, entry: 'in-build.ts', config: configOfTour() });
    writeFileSync(join(folder, 'in-build.cjs'), code);
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'in-build.cjs')], {
      env: { AWS_REGION: 'us-east-1', AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${port}/` },
    });

    expect([path, stdout]).toEqual(['in-build.js', 'AKIACONTAINER']);
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
  const { code } = await bundleFunction({ folder, entry: 'entry.ts', config: configOfTour() });
  return Buffer.from(code).toString();
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
