import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handOutKey } from '../../../sandbox/access/hand-out.ts';
import { writeProfile } from '../../../sandbox/access/write-profile.ts';
import type { World } from '../../../sandbox/kernel/world.ts';
import { aWorld } from '../../support/a-world.ts';

let folder: string;
let credentials: string;
let config: string;
let environment: NodeJS.ProcessEnv;
let world: World;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'write-profile-'));
  [credentials, config] = [join(folder, 'aws', 'credentials'), join(folder, 'aws', 'config')];
  environment = {
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    AWS_CONFIG_FILE: config,
    XDG_STATE_HOME: folder,
  };
  world = aWorld();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const mark = "# Written by Drawbridge's sandbox, and written anew at each start with --write-profile.";
const textOf = (file: string) => readFile(file, 'utf8');

describe("the AWS CLI's profile", () => {
  it('is made, with its files, where there was none', async () => {
    const { text } = await handOutKey(world, { writeProfile: 'drawbridge' }, environment);

    expect(await textOf(credentials)).toBe(
      `[drawbridge]\n${mark}\naws_access_key_id = test\naws_secret_access_key = test\n`,
    );
    expect(await textOf(config)).toBe(
      `[profile drawbridge]\n${mark}\nregion = us-east-1\nendpoint_url = http://127.0.0.1:4566\n`,
    );
    expect((await stat(credentials)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'aws'))).mode & 0o777).toBe(0o700);
    expect(text).toContain(
      `The profile drawbridge in ${credentials} and ${config} leads here: aws --profile drawbridge …\n`,
    );
  });

  it('takes the place of the one before, and every other line stays', async () => {
    await writeProfile(world, 'drawbridge', environment);
    const theirs = '[default]\naws_access_key_id=AKIA\naws_secret_access_key = s # mine\n';
    await writeFile(credentials, `${theirs}\n${await textOf(credentials)}\n[work]\nrole_arn = r\n`);
    await chmod(credentials, 0o644);

    await writeProfile(
      { ...world, administrator: { accessKeyId: 'test', secretAccessKey: 'new' } },
      'drawbridge',
      environment,
    );

    expect(await textOf(credentials)).toBe(
      `${theirs}\n[drawbridge]\n${mark}\naws_access_key_id = test\naws_secret_access_key = new\n\n[work]\nrole_arn = r\n`,
    );
    expect((await stat(credentials)).mode & 0o777).toBe(0o600);
  });

  it('is added below what a file without an end of line says', async () => {
    await writeProfile(world, 'other', environment);
    await writeFile(config, '[default]\nregion = eu-west-1');

    await writeProfile(world, 'drawbridge', environment);

    expect(await textOf(config)).toBe(
      `[default]\nregion = eu-west-1\n\n[profile drawbridge]\n${mark}\nregion = us-east-1\nendpoint_url = http://127.0.0.1:4566\n`,
    );
  });

  it("is not somebody's own of the same name, in either file", async () => {
    await writeProfile(world, 'drawbridge', environment);
    const [before, theirs] = [await textOf(credentials), '[profile drawbridge]\nregion = eu-west-1\n'];
    await writeFile(config, theirs);

    await expect(
      writeProfile(
        { ...world, administrator: { accessKeyId: 'test', secretAccessKey: 'new' } },
        'drawbridge',
        environment,
      ),
    ).rejects.toThrow(
      `${config} has a section [profile drawbridge] that no sandbox wrote. Give --write-profile another name, or take the section out.`,
    );

    expect(await textOf(config)).toBe(theirs);
    expect(await textOf(credentials)).toBe(before);
  });

  it('may be the default one, which has its name alone in both files', async () => {
    await writeProfile(world, 'default', environment);

    expect(await textOf(config)).toMatch(/^\[default\]\n/);
  });
});
