import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodeCommitClient, CreateRepositoryCommand } from '@aws-sdk/client-codecommit';
import type { Sandbox } from '../../../sandbox/assemble.ts';
import { scopeOf } from '../../../sandbox/kernel/world.ts';
import { deployStack } from '../../../sandbox/services/cloudformation/deploy-stack.ts';
import type { Examination } from '../../../scripts/doctor/examine.ts';
import { aSandbox } from '../../support/a-sandbox.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { runScript } from '../../support/run-script.ts';
import { root } from '../../support/source-files.ts';
import { tourStack } from '../../support/tour-stack.ts';

/** A sandbox in which everything is as the tour's configuration wants it. */
export interface DoctorWorld {
  readonly sandbox: Sandbox;
  /** Writes a configuration and gives its path. */
  writeConfig(text: string): Promise<string>;
  /** Runs the command, with other settings where they are given. */
  doctor(environment?: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Seen>;
  stop(): Promise<void>;
}

/** What the command said, and how it ended. */
export interface Seen {
  readonly code: number;
  /** A line for each finding: job, status, and what is so. */
  readonly found: readonly string[];
  readonly examination: Examination & { readonly works: boolean };
}

export async function doctorWorld(): Promise<DoctorWorld> {
  const sandbox = await aSandbox({ template: await tourStack() });
  const folder = await mkdtemp(join(tmpdir(), 'drawbridge-doctor-'));
  const scope = scopeOf(sandbox.world, 'us-east-1');
  const codecommit = new CodeCommitClient(inProcessClientConfig(sandbox.world));
  await codecommit.send(new CreateRepositoryCommand({ repositoryName: 'harbor-ledger' }));
  const tour = join(root, 'sandbox', 'tour', 'pull-request');
  await deployStack(scope, {
    templateFile: join(tour, 'infrastructure.json'),
    artifactFolder: tour,
    stackName: 'harbor-ledger',
  });
  return {
    sandbox,
    async writeConfig(text) {
      const file = join(folder, 'drawbridge.yml');
      await writeFile(file, text);
      return file;
    },
    async doctor(environment = {}, ...args) {
      const { endpoint } = sandbox.world;
      const asked = ['--stage', 'sandbox', '--json', ...args];
      const { code, stdout, stderr } = await runScript('scripts/doctor.ts', asked, { endpoint, environment });
      if (stderr !== '') throw new Error(stderr);
      // The command's own answer, as its type says.
      const examination = JSON.parse(stdout) as Seen['examination'];
      const found = examination.findings.map(({ job, status, what }) => `${job}, ${status}: ${what}`);
      return { code, found, examination };
    },
    async stop() {
      await sandbox.stop();
      await rm(folder, { recursive: true });
    },
  };
}
