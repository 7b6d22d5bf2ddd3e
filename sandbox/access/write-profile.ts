import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { World } from '../kernel/world.ts';
import { withSection } from './settings-section.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Writes a profile of the AWS CLI that leads to the sandbox: its key into the credentials file, Region and address
 * into the config file, where the CLI itself looks for them; other profiles stay as they are. Gives the two files.
 * Rejects with a sentence, and writes nothing, when a profile of that name is there that no sandbox wrote.
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
 */
export async function writeProfile(
  { endpoint, administrator }: World,
  profile: string,
  environment: Environment,
): Promise<readonly [credentials: string, config: string]> {
  const folder = join(homedir(), '.aws');
  const credentials = environment['AWS_SHARED_CREDENTIALS_FILE'] || join(folder, 'credentials');
  const config = environment['AWS_CONFIG_FILE'] || join(folder, 'config');
  const texts = await Promise.all([
    sectionIn(credentials, profile, {
      aws_access_key_id: administrator.accessKeyId,
      aws_secret_access_key: administrator.secretAccessKey,
    }),
    sectionIn(config, profile === 'default' ? profile : `profile ${profile}`, {
      region: 'us-east-1',
      endpoint_url: endpoint,
    }),
  ]);
  await write(credentials, texts[0]);
  // It holds secrets, whoever may have been able to read it so far.
  await chmod(credentials, 0o600);
  await write(config, texts[1]);
  return [credentials, config];
}

async function sectionIn(
  file: string,
  section: string,
  settings: Readonly<Record<string, string>>,
): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const changed = withSection(text, section, settings);
  if (changed === undefined)
    throw new Error(
      `${file} has a section [${section}] that no sandbox wrote. Give --write-profile another name, or take the section out.`,
    );
  return changed;
}

/** In place, so that links and the rights of a file that is there stay; a new one is for its user alone. */
async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, text, { mode: 0o600 });
}
