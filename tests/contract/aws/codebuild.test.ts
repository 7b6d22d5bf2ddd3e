import { describe, expect, it } from 'vitest';
import { codeBuild } from '../../../shared/aws/codebuild.ts';
import type { StartBuild } from '../../../shared/core/effect.ts';
import { describeCalls } from '../../support/adapter-table.ts';
import { serviceSaying } from '../../support/answering-service.ts';

const minimal = { id: 'ci:1', arn: 'arn:aws:codebuild:eu-west-1:111122223333:build/ci:1', projectName: 'ci' };
const seen = {
  id: 'ci:1',
  arn: minimal.arn,
  project: 'ci',
  status: 'IN_PROGRESS',
  startedAt: 0,
  phases: [],
  reportArns: [],
  variables: {},
  plan: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
};
const request: StartBuild = {
  kind: 'start-build',
  check: 'unit',
  project: 'ci',
  repository: 'ledger',
  commit: 'c0ffee',
  token: 't',
  variables: {},
};
const report = (name: string, statusCounts: object, more: object = {}) => ({
  arn: name,
  type: 'TEST',
  status: 'SUCCEEDED',
  testSummary: { total: 2, statusCounts },
  ...more,
});

describeCalls('builds', {
  start: {
    ask: (settings) => codeBuild(settings).start(request),
    operation: 'client-codebuild StartBuild',
    told: 'CodeBuild StartBuild on project ci',
    errors: {
      AccountLimitExceededException: 'limit-reached',
      InvalidInputException: 'request-refused',
      ResourceNotFoundException: 'not-found',
    },
    outputs: {
      'a build that has only begun': { says: [{ output: { build: minimal } }], gives: [seen] },
      'no build': { says: [{ output: {} }], gives: /^CodeBuild StartBuild gave no build\.$/ },
      'a build without its id': {
        says: [{ output: { build: { ...minimal, id: undefined } } }],
        gives: /^CodeBuild described a build without id, ARN or project\.$/,
      },
      'a build without its ARN': {
        says: [{ output: { build: { ...minimal, arn: '' } } }],
        gives: /^CodeBuild described a build without id/,
      },
      'a build without its project': {
        says: [{ output: { build: { ...minimal, projectName: undefined } } }],
        gives: /^CodeBuild described a build without id/,
      },
    },
  },
  stop: {
    ask: (settings) => codeBuild(settings).stop('ci:1'),
    operation: 'client-codebuild StopBuild',
    told: 'CodeBuild StopBuild on build ci:1',
    errors: { ResourceNotFoundException: [undefined], InvalidInputException: 'request-refused' },
    outputs: {
      'the build as it stopped': {
        says: [{ output: { build: { ...minimal, buildStatus: 'STOPPED' } } }],
        gives: [{ ...seen, status: 'STOPPED' }],
      },
      'no build': { says: [{ output: {} }], gives: [undefined] },
    },
  },
  get: {
    ask: (settings) => codeBuild(settings).get(['ci:1', 'ci:2']),
    operation: 'client-codebuild BatchGetBuilds',
    told: 'CodeBuild BatchGetBuilds on ci:1, ci:2',
    errors: { InvalidInputException: 'request-refused' },
    outputs: {
      'those that exist': {
        says: [{ output: { builds: [minimal], buildsNotFound: ['ci:2'] } }],
        gives: [[seen]],
      },
      'no list': { says: [{ output: {} }], gives: [[]] },
    },
  },
  listSince: {
    ask: (settings) => codeBuild(settings).listSince('ci', 1_000_000),
    operation: 'client-codebuild ListBuildsForProject',
    told: 'CodeBuild ListBuildsForProject on project ci',
    errors: { ResourceNotFoundException: 'not-found', InvalidInputException: 'request-refused' },
    outputs: {
      'no build': { says: [{ output: {} }], gives: [[]] },
      'an empty page is not the last one, and the next page is read': {
        says: [
          { output: { ids: [], nextToken: 'two' } },
          { output: { ids: ['ci:2'], nextToken: 'three' } },
          { output: { builds: [{ ...minimal, startTime: 2_000 }] } },
          { output: { ids: ['ci:1'] } },
          { output: { builds: [{ ...minimal, startTime: 1_000 }] } },
        ],
        gives: [
          [
            { ...seen, startedAt: 2_000_000 },
            { ...seen, startedAt: 1_000_000 },
          ],
        ],
      },
      'a page that holds an older build is the last that is read': {
        says: [
          { output: { ids: ['ci:2', 'ci:1'], nextToken: 'two' } },
          {
            output: {
              builds: [
                { ...minimal, startTime: 2_000 },
                { ...minimal, startTime: 999 },
              ],
            },
          },
        ],
        gives: [[{ ...seen, startedAt: 2_000_000 }]],
      },
    },
  },
  planOfProject: {
    ask: (settings) => codeBuild(settings).planOfProject('ci'),
    operation: 'client-codebuild BatchGetProjects',
    told: 'CodeBuild BatchGetProjects on project ci',
    errors: { InvalidInputException: 'request-refused' },
    outputs: {
      'no such project': { says: [{ output: { projectsNotFound: ['ci'] } }], gives: [undefined] },
      'a digest of what it does': {
        says: [{ output: { projects: [{ name: 'ci', source: { type: 'CODECOMMIT' } }] } }],
        gives: [expect.stringMatching(/^[0-9a-f]{32}$/)],
      },
    },
  },
  testTotals: {
    ask: (settings) => codeBuild(settings).testTotals(['arn:report/1', 'arn:report/2']),
    operation: 'client-codebuild BatchGetReports',
    told: 'CodeBuild BatchGetReports on arn:report/1, arn:report/2',
    errors: { InvalidInputException: 'request-refused' },
    outputs: {
      'no report': { says: [{ output: {} }], gives: [undefined] },
      'a report that is still made': {
        says: [
          {
            output: {
              reports: [report('1', { SUCCEEDED: 2 }), report('2', {}, { status: 'GENERATING' })],
            },
          },
        ],
        gives: [undefined],
      },
      'reports of tests are summed up, those of coverage left out': {
        says: [
          {
            output: {
              reports: [
                report('1', { SUCCEEDED: 1, FAILED: 1 }),
                report('2', { ERROR: 1, SKIPPED: 1 }),
                report('3', { UNKNOWN: 2 }),
                report('4', { SUCCEEDED: 50 }, { type: 'CODE_COVERAGE' }),
              ],
            },
          },
        ],
        gives: [{ total: 6, passed: 1, failed: 2, skipped: 3 }],
      },
    },
  },
});

describe('what CodeBuild is asked', () => {
  it('to start a check: the commit, the token that makes a repetition harmless, and our variables', async () => {
    const { settings, asked } = await serviceSaying({ output: { build: minimal } });

    await codeBuild(settings).start({
      ...request,
      variables: { DRAWBRIDGE: '1' },
      timeoutMs: 600_000,
    });

    expect(asked.map(({ target, body }) => [target, body])).toEqual([
      [
        'CodeBuild_20161006.StartBuild',
        {
          projectName: 'ci',
          sourceVersion: 'c0ffee',
          idempotencyToken: 't',
          timeoutInMinutesOverride: 10,
          environmentVariablesOverride: [{ name: 'DRAWBRIDGE', value: '1', type: 'PLAINTEXT' }],
        },
      ],
    ]);
  });

  it('for the next page: with the token of the one before', async () => {
    const { settings, asked } = await serviceSaying(
      { output: { ids: [], nextToken: 'two' } },
      { output: {} },
    );

    await codeBuild(settings).listSince('ci', 0);

    expect(asked.map(({ body }) => body)).toEqual([
      { projectName: 'ci', sortOrder: 'DESCENDING' },
      { projectName: 'ci', sortOrder: 'DESCENDING', nextToken: 'two' },
    ]);
  });
});

it('cuts what a phase says about its end, so that nobody looks through a megabyte', async () => {
  const message = `Error while executing command: ${'./check a && '.repeat(90_000)}./check b. Reason: exit status 1`;
  const phases = [
    {
      phaseType: 'BUILD',
      phaseStatus: 'FAILED',
      contexts: [{ statusCode: 'COMMAND_EXECUTION_ERROR', message }],
    },
  ];
  const { settings } = await serviceSaying({ output: { builds: [{ ...minimal, phases }] } });

  const [build] = await codeBuild(settings).get(['ci:1']);

  const said = build?.phases[0]?.context?.message ?? '';
  expect(said).toMatch(
    /^Error while executing command: \.\/check a && .*….* \.\/check b\. Reason: exit status 1$/,
  );
  expect(said.length).toBeLessThan(8_200);
});
