import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { tourConfig } from '../../../packaging/config-file.ts';
import { explainEvent, type Stack } from '../../../scripts/explain/explain-event.ts';
import { functions } from '../../../scripts/explain/functions.ts';
import { renderExplanation } from '../../../scripts/explain/render-explanation.ts';
import { readStackRules } from '../../../scripts/explain/stack-rules.ts';
import { root } from '../../support/source-files.ts';
import { configOfTour, tourStack } from '../../support/tour-stack.ts';
import { functionNames, samples } from './samples.ts';

let stack: Stack;

beforeAll(async () => {
  stack = { rules: readStackRules((await tourStack()).templateFile), config: configOfTour() };
});

const eventOf = (file: string) => samples.find((sample) => sample.file === file)?.event ?? {};
const explained = (file: string) => explainEvent(eventOf(file), stack);

describe('explain', () => {
  it('knows every function of the stack', () => {
    expect(Object.keys(functions).sort()).toEqual(functionNames);
  });

  it('knows the shape of every sample', () => {
    const unknown = samples.filter(({ event }) => explainEvent(event, stack).what.includes('does not know'));

    expect(unknown.map(({ file }) => file)).toEqual([]);
  });

  it.each([
    ['codecommit/pull-request-state-change/created.json', 'validate-pull-request takes it.'],
    [
      'codebuild/build-state-change/failed-for-a-pull-request.json',
      'validate-pull-request takes it. report-build has nothing to do for it.',
    ],
    [
      'codebuild/build-state-change/failed.json',
      'validate-pull-request and report-build have nothing to do for it.',
    ],
    [
      'codebuild/build-state-change/build-id-not-an-arn.reject.json',
      'validate-pull-request and report-build refuse it, so it goes to the dead-letter queue.',
    ],
    ['events/scheduled-event/every-minute.json', 'sweep takes it.'],
    ['drawbridge/due/branch.json', 'report-build takes it.'],
    ['lambda/function-url/branch-badge.json', 'serve-badge takes it.'],
    ['drawbridge/sweep/misspelt.reject.json', 'No function takes it: see what each of them misses.'],
    ['codepipeline/job/lambda-invoke-action.json', 'No function of the stack answers CodePipeline jobs.'],
    [
      'codepipeline/action-execution-state-change/build-failed.json',
      'Nobody takes it: no rule of the stack listens to aws.codepipeline.',
    ],
    [
      'codecommit/pull-request-state-change/approved.json',
      'Nobody takes it: rule drawbridge-sandbox-pull-requests, the closest, does not take "pullRequestApprovalStateChanged" as detail.event.',
    ],
    [
      'codebuild/build-state-change/succeeded-in-a-pipeline-in-china.json',
      'Nobody takes it: rule drawbridge-sandbox-builds, the closest, does not take "kontor_build" as detail.project-name. Projects are looked after when a check in drawbridge.yml names them (repositories.<name>.pull-requests.builds).',
    ],
  ])('concludes of %s: %s', (file, sentence) => {
    expect(explained(file).conclusion).toBe(sentence);
  });

  it('says of a repository that is not configured where repositories are listed', () => {
    const event = eventOf('codecommit/pull-request-state-change/created.json');
    const detail = { ...(event['detail'] as object), repositoryNames: ['elsewhere'] };

    expect(explainEvent({ ...event, detail }, stack).conclusion).toBe(
      'Nobody takes it: rule drawbridge-sandbox-pull-requests, the closest, does not take ["elsewhere"] as detail.repositoryNames. Repositories are looked after when drawbridge.yml has them under repositories.',
    );
  });

  it('names the first field by which a rule of the same source does not match', () => {
    const { rules } = explained('codecommit/comment-on-pull-request/created.json');

    expect(rules).toEqual([
      {
        rule: 'drawbridge-sandbox-pull-requests',
        functions: ['validate-pull-request'],
        matches: false,
        mismatch: {
          field: 'detail-type',
          expected: ['CodeCommit Pull Request State Change'],
          found: 'CodeCommit Comment on Pull Request',
        },
      },
      {
        rule: 'drawbridge-sandbox-references',
        functions: ['replicate-repository'],
        matches: false,
        mismatch: {
          field: 'detail-type',
          expected: ['CodeCommit Repository State Change'],
          found: 'CodeCommit Comment on Pull Request',
        },
      },
    ]);
  });

  it('finds the event in a message of the dead-letter queue', () => {
    const message = explained('sqs/dead-letter/refused-by-a-function.json');

    expect(message.what).toBe('Dead letter: a function did not understand the event');
    expect(message.details['reason']).toBe(
      'detail.pullRequestId: Invalid input: expected string, received number',
    );
    expect(message.inside.map(({ what, conclusion }) => [what, conclusion])).toEqual([
      [
        'EventBridge event: CodeCommit Pull Request State Change',
        'validate-pull-request refuses it, so it goes to the dead-letter queue.',
      ],
    ]);
  });

  it('finds the event in what Lambda gave up on', () => {
    const [given] = explained('sqs/dead-letter/given-up-by-lambda.json').inside;

    expect(given?.what).toBe('Dead letter: Lambda gave up on the event');
    expect(given?.details['error']).toBe(
      'CodeCommit GetPullRequest on pull request 41 failed: Service unavailable.',
    );
    expect(given?.inside[0]?.conclusion).toBe('validate-pull-request takes it.');
  });

  it('prints what is decided from a pull request event alone', () => {
    expect(
      renderExplanation(explained('codecommit/pull-request-state-change/source-branch-updated.json')),
    ).toMatchInlineSnapshot(`
      "EventBridge event: CodeCommit Pull Request State Change
        source  aws.codecommit
        event   pullRequestSourceBranchUpdated
        of      harbor-ledger
        time    2026-03-02T13:40:52Z
        entry   harbor-ledger

      validate-pull-request takes it.

      Rules
        matches   drawbridge-sandbox-pull-requests → validate-pull-request
        no match  drawbridge-sandbox-references → replicate-repository
                  detail-type: expected ["CodeCommit Repository State Change"], found "CodeCommit Pull Request State Change"

      What each function would make of it
        takes    validate-pull-request  reads pull request 41 and its record, builds that had not ended, and the log of one that failed
                                        decides whether its repository and destination branch are looked after, which builds to start or stop, and whether the status comment changes

      From the event alone, as if the pull request still were so and nothing had been done for it:
        pull request 41 (open) at 6bc96f9: start-build
        start-build   unit: project harbor-ledger-ci at 6bc96f923d399f4ab15280704a1d92e866c57657
                      DRAWBRIDGE_PULL_REQUEST_ID     41
                      DRAWBRIDGE_CHECK               unit
                      DRAWBRIDGE_SOURCE_BRANCH       feature/rate-limits
                      DRAWBRIDGE_DESTINATION_BRANCH  main
      "
    `);
  });

  it('tells nothing of a job but names, since credentials lie in it', () => {
    const text = JSON.stringify(explained('codepipeline/job/lambda-invoke-action.json'));

    expect(text).not.toMatch(/ASIAEXAMPLE|secretAccessKey|sessionToken/);
  });

  it('never throws, whatever JSON it is given, and prints nothing that steers a terminal', () => {
    const word = fc.constantFrom(
      'Records',
      'Messages',
      'detail',
      'source',
      'detail-type',
      'drawbridge',
      'Body',
      'MessageId',
    );
    const json = fc.oneof(fc.jsonValue(), fc.dictionary(word, fc.jsonValue()));
    fc.assert(
      fc.property(json, (event) => {
        expect(renderExplanation(explainEvent(event, stack))).not.toMatch(
          /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/,
        );
      }),
    );
  });
});

describe('npm run explain', () => {
  const run = (args: readonly string[], input = '', configFile = tourConfig) =>
    spawnSync(process.execPath, [join(root, 'scripts', 'explain.ts'), ...args], {
      encoding: 'utf8',
      input,
      env: { ...process.env, DRAWBRIDGE_CONFIG: configFile },
    });

  it('ends with 0 and prints JSON with the same facts', () => {
    const file = join(root, 'events/codecommit/pull-request-state-change/approved.json');

    const { status, stdout } = run([file, '--json']);

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual(explained('codecommit/pull-request-state-change/approved.json'));
  });

  it('reads standard input for -', () => {
    const { status, stdout } = run(['-'], '{"drawbridge":"sweep"}');

    expect(status).toBe(0);
    expect(stdout).toMatch(/^Request to look at everything\n\nsweep takes it\.\n/);
  });

  it('asks the configuration of the user, and tells what is wrong with it', () => {
    const { status, stdout, stderr } = run(['-'], '{"drawbridge":"sweep"}', 'mine/drawbridge.yml');

    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^mine\/drawbridge\.yml cannot be read in .+/);
  });

  it.each([
    [['-'], '{"drawbridge":', /^Standard input is not JSON: .+\n$/],
    [['events/no-such.json'], '', /^events\/no-such\.json cannot be read: there is no such file\.\n$/],
    [
      [],
      '',
      /^Exactly one event is explained at a time\.\nUsage: npm run explain -- <event\.json> \[--json\]\n/,
    ],
    [['--jsn', '-'], '{}', /^Unknown option '--jsn'.*\nUsage: npm run explain/],
  ])('ends with 1 and one sentence for %j', (args, input, sentence) => {
    const { status, stdout, stderr } = run(args, input);

    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
  });
});
