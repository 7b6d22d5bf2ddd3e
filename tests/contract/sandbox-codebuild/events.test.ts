import { describe, expect, it } from 'vitest';
import type { Scope } from '../../../sandbox/kernel/world.ts';
import { type BuildScript, runScripted } from '../../../sandbox/services/codebuild/run-scripted.ts';
import { recentEvents } from '../../../sandbox/services/events/recent-events.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { aBuildWorld, makeProject, ROLE_ARN, start } from './build-world.ts';

/** The timings of a build whose tests fail. */
const FAILING: BuildScript = {
  phases: {
    PROVISIONING: { seconds: 21 },
    DOWNLOAD_SOURCE: { seconds: 3 },
    BUILD: { seconds: 31, failure: { command: 'npm test', exitStatus: 1 } },
    FINALIZING: { seconds: 2 },
  },
};

async function eventsOfABuild(script: BuildScript, startedAt = '2026-03-02T13:41:05Z') {
  const clock = manualClock(startedAt);
  const { client, scope } = aBuildWorld({ runner: runScripted(() => script), clock });
  await makeProject(client, {
    name: 'harbor-ledger-ci',
    source: {
      type: 'CODECOMMIT',
      location: 'https://git-codecommit.us-east-1.amazonaws.com/v1/repos/harbor-ledger',
      gitCloneDepth: 1,
      buildspec: 'ci/buildspec.yml',
    },
    environment: {
      type: 'LINUX_CONTAINER',
      image: 'aws/codebuild/amazonlinux2-x86_64-standard:5.0',
      computeType: 'BUILD_GENERAL1_SMALL',
      environmentVariables: [{ name: 'NPM_TOKEN', type: 'PARAMETER_STORE', value: '/ci/npm-token' }],
    },
    serviceRole: ROLE_ARN,
    timeoutInMinutes: 30,
  });
  const id = await start(client, {
    projectName: 'harbor-ledger-ci',
    sourceVersion: '6bc96f923d399f4ab15280704a1d92e866c57657',
  });
  await clock.advance(120_000);
  return { id, uuid: id.split(':')[1] ?? '', events: eventsIn(scope) };
}

/** Oldest first. */
const eventsIn = (scope: Scope) =>
  recentEvents(scope)
    .map(({ event }) => event)
    .toReversed();

type Detail = Record<string, unknown> & { 'additional-information': Record<string, unknown> };

function detailsOf(events: ReturnType<typeof eventsIn>, detailType: string): Detail[] {
  return events.filter((event) => event['detail-type'] === detailType).map(({ detail }) => detail as Detail);
}

describe('the state changes of a build', () => {
  it('begin with one that knows neither number, phases nor log', async () => {
    const { id, events } = await eventsOfABuild(FAILING);

    const arn = `arn:aws:codebuild:us-east-1:111122223333:build/${id}`;
    expect(events[0]).toEqual({
      version: '0',
      id: expect.any(String) as string,
      'detail-type': 'CodeBuild Build State Change',
      source: 'aws.codebuild',
      account: '111122223333',
      time: '2026-03-02T13:41:05Z',
      region: 'us-east-1',
      resources: [arn],
      detail: {
        'build-status': 'IN_PROGRESS',
        'project-name': 'harbor-ledger-ci',
        'build-id': arn,
        'additional-information': {
          cache: { type: 'NO_CACHE' },
          'timeout-in-minutes': 30,
          'build-complete': false,
          initiator: 'admin',
          'build-start-time': 'Mar 2, 2026 1:41:05 PM',
          source: {
            buildspec: 'ci/buildspec.yml',
            location: 'https://git-codecommit.us-east-1.amazonaws.com/v1/repos/harbor-ledger',
            'git-clone-depth': 1,
            type: 'CODECOMMIT',
            'report-build-status': false,
            'git-submodules-config': { 'fetch-submodules': false },
          },
          'source-version': '6bc96f923d399f4ab15280704a1d92e866c57657',
          artifact: { location: '' },
          environment: {
            image: 'aws/codebuild/amazonlinux2-x86_64-standard:5.0',
            'privileged-mode': false,
            'image-pull-credentials-type': 'CODEBUILD',
            'compute-type': 'BUILD_GENERAL1_SMALL',
            type: 'LINUX_CONTAINER',
            'environment-variables': [{ name: 'NPM_TOKEN', type: 'PARAMETER_STORE', value: '/ci/npm-token' }],
          },
          'project-file-system-locations': [],
          logs: {
            'deep-link':
              'https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#logEvent:group=null;stream=null',
          },
          'queued-timeout-in-minutes': 480,
        },
        'current-phase': 'SUBMITTED',
        'current-phase-context': '[]',
        version: '1',
      },
    });
  });

  it.each([
    ['2020-10-01T00:04:31Z', 'Oct 1, 2020 12:04:31 AM'],
    ['2026-12-31T12:00:00Z', 'Dec 31, 2026 12:00:00 PM'],
    ['2026-01-09T23:59:59Z', 'Jan 9, 2026 11:59:59 PM'],
  ])('write %s as %s', async (startedAt, expected) => {
    const { events } = await eventsOfABuild({}, startedAt);

    const [first] = detailsOf(events, 'CodeBuild Build State Change');
    expect(first?.['additional-information']['build-start-time']).toBe(expected);
  });

  it('end with one that has them all', async () => {
    const { uuid, events } = await eventsOfABuild(FAILING);

    const states = detailsOf(events, 'CodeBuild Build State Change');
    const [, last] = states;
    const information = last?.['additional-information'] ?? {};
    const phases = information['phases'] as Record<string, unknown>[];
    expect(states.length).toBe(2);
    expect(last).toMatchObject({
      'build-status': 'FAILED',
      'current-phase': 'COMPLETED',
      'current-phase-context': '[: ]',
    });
    expect(information['build-number']).toBe(1);
    expect(information['build-complete']).toBe(true);
    expect(information['logs']).toEqual({
      'group-name': '/aws/codebuild/harbor-ledger-ci',
      'stream-name': uuid,
      'deep-link': `https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#logsV2:log-groups/log-group/$252Faws$252Fcodebuild$252Fharbor-ledger-ci/log-events/${uuid}`,
    });
    expect(phases.slice(0, 3).map((phase) => phase['phase-context'])).toEqual([[], [], [': ']]);
    expect(phases[6]).toEqual({
      'phase-context': [
        'COMMAND_EXECUTION_ERROR: Error while executing command: npm test. Reason: exit status 1',
      ],
      'start-time': 'Mar 2, 2026 1:41:29 PM',
      'end-time': 'Mar 2, 2026 1:42:00 PM',
      'duration-in-seconds': 31,
      'phase-type': 'BUILD',
      'phase-status': 'FAILED',
    });
    expect(phases.at(-1)).toEqual({
      'start-time': 'Mar 2, 2026 1:42:02 PM',
      'phase-type': 'COMPLETED',
    });
  });
});

describe('the phase changes of a build', () => {
  it('tell each phase that ended, with the next one already open', async () => {
    const { events } = await eventsOfABuild(FAILING);

    const phases = detailsOf(events, 'CodeBuild Build Phase Change');
    const failed = phases.find((detail) => detail['completed-phase'] === 'BUILD');
    const information = failed?.['additional-information'] ?? {};
    expect(phases.map((detail) => detail['completed-phase'])).toEqual([
      'SUBMITTED',
      'QUEUED',
      'PROVISIONING',
      'DOWNLOAD_SOURCE',
      'INSTALL',
      'PRE_BUILD',
      'BUILD',
      'POST_BUILD',
      'UPLOAD_ARTIFACTS',
      'FINALIZING',
    ]);
    expect(failed).toMatchObject({
      'completed-phase-status': 'FAILED',
      'completed-phase-context':
        '[COMMAND_EXECUTION_ERROR: Error while executing command: npm test. Reason: exit status 1]',
      'completed-phase-duration-seconds': 31,
      'completed-phase-start': 'Mar 2, 2026 1:41:29 PM',
      'completed-phase-end': 'Mar 2, 2026 1:42:00 PM',
      version: '1',
    });
    expect(information['build-complete']).toBe(false);
    expect((information['phases'] as unknown[]).at(-1)).toEqual({
      'start-time': 'Mar 2, 2026 1:42:00 PM',
      'phase-type': 'POST_BUILD',
    });
    expect(phases[2]?.['completed-phase-context']).toBe('[: ]');
    expect(phases[0]?.['completed-phase-context']).toBe('[]');
  });
});
