import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../sandbox/assemble.ts';
import { scopeOf } from '../../../sandbox/kernel/world.ts';
import { aSandbox } from '../../support/a-sandbox.ts';
import { textOf } from '../../support/source-files.ts';
import { aDeployer, asVariables, type PolicyText } from './a-deployer.ts';
import { type DeployProject, deployProject, edit } from './deploy-project.ts';
import { stackIn } from './what-a-stack-is.ts';

let sandbox: Sandbox;
let project: DeployProject;

beforeAll(async () => {
  sandbox = await aSandbox();
  project = deployProject(sandbox.world.endpoint);
});
afterAll(async () => {
  project.remove();
  await sandbox.stop();
});

/** Settings that need more than a stack without any. */
const SETTINGS = `deploy:
  notify: [{ email: oncall@example.com }]
  tags: { team: harbor }
  public-concurrency: 5
  backup-lock: { mode: governance, days: 14 }
`;

const scope = () => scopeOf(sandbox.world, 'eu-west-1');
const packagedPolicy = () => JSON.parse(readFileSync(project.policyFile, 'utf8')) as PolicyText;

/** Every line of the page's code blocks, as it stands there. */
function commandsOf(page: string): string[] {
  const blocks = textOf(page).matchAll(/^```sh\n(?<lines>.*?)^```$/gms);
  return [...blocks].flatMap(({ groups }) => (groups?.['lines'] ?? '').trim().split('\n'));
}

describe('docs/deploy.md', () => {
  test('is walked from top to bottom, word for word, and leaves nothing', async () => {
    const commands = commandsOf('docs/deploy.md');

    edit(project.configFile, 'status-comment:', `${SETTINGS}\nstatus-comment:`);

    const outputs: string[] = [];
    for (const command of commands) {
      const { code, output } = await project.shell(command);
      expect({ command, code, output }).toMatchObject({ code: 0 });
      outputs.push(output);
      // From here on by somebody who may do exactly what packaging said.
      if (command.startsWith('npm run package'))
        project.actAs(asVariables(aDeployer(scope(), packagedPolicy())));
      if (command.startsWith('npm run deploy'))
        expect(stackIn(sandbox.world, 'eu-west-1', 'drawbridge-prod')?.status).toBe('UPDATE_COMPLETE');
    }

    expect(commands.map((command) => command.split(' ')[2])).toEqual(['package', 'deploy', 'info', 'remove']);
    expect(outputs.join('\n')).toContain('TableName: drawbridge-prod-Table-');
    expect(stackIn(sandbox.world, 'eu-west-1', 'drawbridge-prod')).toBeUndefined();
  });
});
