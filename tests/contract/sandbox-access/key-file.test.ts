import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handOutKey } from '../../../sandbox/access/hand-out.ts';
import { keyFile, readKeyFile, removeKeyFile, writeKeyFile } from '../../../sandbox/access/key-file.ts';
import { useSandboxKey } from '../../../scripts/use-sandbox-key.ts';
import { aWorld } from '../../support/a-world.ts';

let state: string;
let environment: NodeJS.ProcessEnv;

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'key-file-'));
  environment = { XDG_STATE_HOME: state };
});
afterEach(() => rm(state, { recursive: true, force: true }));

/** A sandbox's world that listens on this port. */
function listening(port: number) {
  const world = aWorld();
  world.endpoint = `http://127.0.0.1:${port}`;
  return world;
}
const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

describe("the file with a sandbox's key", () => {
  it('lies where programs keep what they remember, one for each port', () => {
    expect(keyFile(4566, environment)).toBe(join(state, 'drawbridge', 'sandbox-4566.env'));
    expect(keyFile(4566, {})).toBe(join(homedir(), '.local', 'state', 'drawbridge', 'sandbox-4566.env'));
  });

  it('can be read by nobody else, whoever could read what was there before', async () => {
    const folder = join(state, 'drawbridge');
    await mkdir(folder);
    await chmod(folder, 0o777);
    await writeFile(join(folder, 'sandbox-4566.env'), 'old', { mode: 0o644 });

    const file = await writeKeyFile(listening(4566), environment);

    expect(await modeOf(folder)).toBe('700');
    expect(await modeOf(file)).toBe('600');
  });

  it('is what a shell needs, over what it had of AWS', async () => {
    const file = await writeKeyFile(listening(4566), environment);

    const printed = execFileSync('sh', ['-c', `. ${file}; env`], {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        AWS_PROFILE: 'work',
        AWS_SESSION_TOKEN: 't',
        AWS_REGION: 'eu-west-1',
      },
    });

    expect(
      printed
        .split('\n')
        .filter((line) => line.startsWith('AWS_'))
        .toSorted(),
    ).toEqual([
      'AWS_ACCESS_KEY_ID=test',
      'AWS_DEFAULT_REGION=us-east-1',
      'AWS_ENDPOINT_URL=http://127.0.0.1:4566',
      'AWS_REGION=us-east-1',
      'AWS_SECRET_ACCESS_KEY=test',
    ]);
  });

  it('is found by the address of its sandbox, and by no other', async () => {
    await writeKeyFile(listening(4566), environment);
    const key = { accessKeyId: 'test', secretAccessKey: 'test' };

    expect(readKeyFile('http://127.0.0.1:4566', environment)).toEqual(key);
    expect(readKeyFile('http://localhost:4566/', environment)).toEqual(key);
    expect(readKeyFile('http://127.0.0.1:4567', environment)).toBeUndefined();
    expect(readKeyFile('http://evil.example:4566', environment)).toBeUndefined();
    expect(readKeyFile('https://127.0.0.1:4566', environment)).toBeUndefined();
    expect(readKeyFile('no address', environment)).toBeUndefined();
  });

  it('goes when the sandbox goes', async () => {
    await removeKeyFile(await writeKeyFile(listening(4566), environment));

    expect(readKeyFile('http://127.0.0.1:4566', environment)).toBeUndefined();
  });
});

describe('our own commands', () => {
  const endpoint = 'http://127.0.0.1:4566';

  it('sign with the key of the sandbox that they are pointed at', async () => {
    await writeKeyFile(listening(4566), environment);
    const own = { ...environment, AWS_ENDPOINT_URL: endpoint };

    useSandboxKey(own);

    expect(own).toEqual({
      XDG_STATE_HOME: state,
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    });
  });

  it.each([
    {},
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
    { AWS_ENDPOINT_URL: 'https://codecommit.us-east-1.amazonaws.com' },
    { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 's' },
    { AWS_ENDPOINT_URL: endpoint, AWS_PROFILE: 'drawbridge' },
  ])('leave the environment as it is when it says %o', async (more) => {
    await writeKeyFile(listening(4566), environment);
    const own = { ...environment, ...more };

    useSandboxKey(own);

    expect(own).toEqual({ XDG_STATE_HOME: state, ...more });
  });
});

describe('handing out the key', () => {
  it('prints the exports and where they stand', async () => {
    const { text, takeBack } = await handOutKey(listening(4566), {}, environment);
    const file = join(state, 'drawbridge', 'sandbox-4566.env');

    expect(text).toBe(`  unset AWS_PROFILE AWS_SESSION_TOKEN
  export AWS_ACCESS_KEY_ID=test
  export AWS_SECRET_ACCESS_KEY=test
  export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
  export AWS_ENDPOINT_URL=http://127.0.0.1:4566

They stand in ${file} too, for your eyes only, while the sandbox is up: . ${file}
`);
    await takeBack();
    await expect(readFile(file)).rejects.toThrow('ENOENT');
  });

  it('goes on without the file where none can be written, and says so', async () => {
    await writeFile(join(state, 'drawbridge'), 'no folder');

    const { text, takeBack } = await handOutKey(listening(4566), {}, environment);

    expect(text).toContain('  export AWS_SECRET_ACCESS_KEY=test\n');
    expect(text).toContain('They could not be written to a file for our own commands');
    await takeBack();
    expect(await readFile(join(state, 'drawbridge'), 'utf8')).toBe('no folder');
  });
});
