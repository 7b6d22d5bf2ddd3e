import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { World } from '../../kernel/world.ts';
import type { Shown } from '../progress.ts';
import { startPlainGitServer } from './plain-git-server.ts';
import { source } from './replicas.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..', '..');

/** Runs the command that a user would run, as a user would: `npm run migrate` against some git server. */
export async function importRepository(world: World, repository: string): Promise<Shown> {
  const server = await startPlainGitServer(join(world.folder, 'tour', 'plain-git-server'));
  try {
    const args = [join(root, 'scripts', 'migrate.ts'), server.url, repository];
    const { stdout } = await run(process.execPath, args, {
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: world.endpoint,
        AWS_REGION: source,
        AWS_ACCESS_KEY_ID: world.administrator.accessKeyId,
        AWS_SECRET_ACCESS_KEY: world.administrator.secretAccessKey,
      },
    });
    const command = `npm run migrate -- ${server.url} ${repository}`;
    return {
      link: `${world.endpoint}/${source}/repositories/${repository}`,
      text: `$ ${command}\n${stdout.trim()}`,
    };
  } finally {
    await server.close();
  }
}
