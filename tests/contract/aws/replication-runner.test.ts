import { expect, it } from 'vitest';
import { replicationRunner } from '../../../shared/aws/replication-runner.ts';
import { describeCalls } from '../../support/adapter-table.ts';
import { serviceSaying } from '../../support/answering-service.ts';

const minimal = { id: 'ci:1', arn: 'arn:aws:codebuild:eu-west-1:111122223333:build/ci:1', projectName: 'ci' };
const order = { replication: 'to-london', token: 'take-over-1' };

describeCalls('the runner of replications', {
  start: {
    ask: (settings) => replicationRunner('runner', settings).start(order),
    operation: 'client-codebuild StartBuild',
    told: 'CodeBuild StartBuild on project runner',
    errors: {
      AccountLimitExceededException: 'limit-reached',
      InvalidInputException: 'request-refused',
      ResourceNotFoundException: 'not-found',
    },
    outputs: {
      'the id of the build': { says: [{ output: { build: minimal } }], gives: ['ci:1'] },
      'no build': { says: [{ output: {} }], gives: /^CodeBuild StartBuild gave no build\.$/ },
    },
  },
  look: {
    ask: (settings) => replicationRunner('runner', settings).look('ci:1'),
    operation: 'client-codebuild BatchGetBuilds',
    told: 'CodeBuild BatchGetBuilds on build ci:1',
    errors: { InvalidInputException: 'request-refused' },
    outputs: {
      'no status yet': { says: [{ output: { builds: [minimal] } }], gives: [{ state: 'under-way' }] },
      'it passed': {
        says: [{ output: { builds: [{ ...minimal, buildStatus: 'SUCCEEDED' }] } }],
        gives: [{ state: 'succeeded' }],
      },
      'it failed, with a reason and a log': {
        says: [
          {
            output: {
              builds: [
                {
                  ...minimal,
                  buildStatus: 'TIMED_OUT',
                  phases: [{ contexts: [{ message: '' }, { message: 'Build has timed out. ' }] }],
                  logs: { groupName: '/aws/codebuild/runner', streamName: '1' },
                },
              ],
            },
          },
        ],
        gives: [
          {
            state: 'failed',
            reason:
              'The build ci:1 that had taken over ended with TIMED_OUT: Build has timed out. Its log is the stream 1 of /aws/codebuild/runner.',
          },
        ],
      },
      'no such build': {
        says: [{ output: { buildsNotFound: ['ci:1'] } }],
        gives: [{ state: 'failed', reason: 'The build ci:1 that had taken over is not known to CodeBuild.' }],
      },
    },
  },
});

it('is asked to run a replication to its end: its name, and the token of the take-over', async () => {
  const { settings, asked } = await serviceSaying({ output: { build: minimal } });

  await replicationRunner('runner', settings).start(order);

  expect(asked.map(({ body }) => body)).toEqual([
    {
      projectName: 'runner',
      idempotencyToken: 'take-over-1',
      environmentVariablesOverride: [{ name: 'REPLICATION', value: 'to-london', type: 'PLAINTEXT' }],
    },
  ]);
});
