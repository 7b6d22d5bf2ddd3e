import type { ClientSettings } from '../../../shared/aws/client-settings.ts';
import type { Config } from '../../../shared/config/schema.ts';
import type { Bucket } from '../../../shared/core/bucket.ts';
import type { System } from '../../../shared/core/ports.ts';
import type { Exchange } from '../../../shared/git/wire/exchange.ts';
import type { Call, Handled } from '../../../shared/runtime/event-handler.ts';
import type { ProgramName } from './function-files.ts';
import type { Programs } from './programs.ts';
import { bucketName, queueUrl, runnerProject, stackNameOf, tableName } from './simulated-world.ts';

const environment = {
  TABLE_NAME: tableName,
  DEAD_LETTER_QUEUE_URL: queueUrl,
  BADGE_URL: 'https://badges.example/',
  BADGE_KEY_SECRET: 'badge-key',
  PARTITION: 'aws',
  ROLE_NAME: stackNameOf('validate-pull-request'),
  ACCOUNT_ID: '111122223333',
  AWS_REGION: 'us-east-1',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
  RUNNER_PROJECT: runnerProject,
  VALIDATE_PULL_REQUEST_FUNCTION: stackNameOf('validate-pull-request'),
  REPORT_BUILD_FUNCTION: stackNameOf('report-build'),
  REPLICATE_REPOSITORY_FUNCTION: stackNameOf('replicate-repository'),
  BACK_UP_REPOSITORY_FUNCTION: stackNameOf('back-up-repository'),
  BACKUP_BUCKET: bucketName,
};

interface Parts {
  readonly programs: Programs;
  readonly config: Config;
  readonly system: System;
  readonly settings: ClientSettings;
  /** Waits as long as a build waits for a record that is busy. */
  readonly pause?: () => Promise<void>;
  readonly exchange?: Exchange;
  readonly bucket?: Bucket;
}

/** Puts a program together in the environment that it has in a simulated world. */
export function assembleFunction(
  name: ProgramName,
  { programs, ...parts }: Parts,
): (event: unknown, call?: Call) => Promise<Handled> {
  return name === 'replication-runner'
    ? runnerOf(programs[name], parts)
    : programs[name]({ environment, ...parts });
}

/** The build's code, as if it were a function that is told the replication's name. */
function runnerOf(
  replicationBuild: Programs['replication-runner'],
  { system, pause = async () => undefined, ...parts }: Omit<Parts, 'programs'>,
) {
  return async (event: unknown): Promise<Handled> => {
    const { replication } = event as { replication: string };
    const lines: string[] = [];
    const isDone = await replicationBuild({
      ...parts,
      environment: { ...environment, REPLICATION: replication },
      clock: system.clock,
      pause,
      print: (line) => lines.push(line),
    })();
    return { decision: isDone ? 'done' : 'refused', reason: lines.join(' '), effects: [] };
  };
}
