import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/validate-pull-request/decide.ts';
import type { CheckState } from '../../../shared/core/pull-request-record.ts';
import {
  aCheckState,
  aFailedBuild,
  anObserved,
  aPullRequest,
  aRecord,
  noon,
  seen,
} from '../../support/builders.ts';
import { badges, commentOn } from './comment-on.ts';

const headlineOf = (comment: string) => comment.split('\n')[2];

describe('the status comment', () => {
  it('of a build that was started', () => {
    expect(commentOn({ unit: aCheckState() })).toMatchInlineSnapshot(`
      "[//]: # (drawbridge:status)

      ### ⏳ Build started

      Commit [\`6bc96f9\`](https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/harbor-ledger/commit/6bc96f923d399f4ab15280704a1d92e866c57657?region=eu-west-1), \`feature/rate-limits\` into \`main\`

      | Check | Project | Build | Took | Tests |
      |---|---|---|---|---|
      | ![unit: running](https://b.example/r.svg) | \`harbor-ledger-ci\` | [#319](https://eu-west-1.console.aws.amazon.com/codesuite/codebuild/111122223333/projects/harbor-ledger-ci/build/harbor-ledger-ci%3A6966a191/?region=eu-west-1) | – | – |"
    `);
  });

  it('of a build that passed', () => {
    const tests = { total: 732, passed: 730, failed: 0, skipped: 2 };
    const unit = aCheckState({ status: 'SUCCEEDED', endedAt: noon + 80_000, tests });

    expect(commentOn({ unit })).toMatchInlineSnapshot(`
      "[//]: # (drawbridge:status)

      ### ✅ Build passed

      Commit [\`6bc96f9\`](https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/harbor-ledger/commit/6bc96f923d399f4ab15280704a1d92e866c57657?region=eu-west-1), \`feature/rate-limits\` into \`main\`

      | Check | Project | Build | Took | Tests |
      |---|---|---|---|---|
      | ![unit: passing](https://b.example/p.svg) | \`harbor-ledger-ci\` | [#319](https://eu-west-1.console.aws.amazon.com/codesuite/codebuild/111122223333/projects/harbor-ledger-ci/build/harbor-ledger-ci%3A6966a191/?region=eu-west-1) | 1 min 20 s | 730 of 732 passed, 2 skipped |"
    `);
  });

  it('of a build that failed, from what CodeBuild and its log tell', () => {
    const observed = anObserved({
      record: aRecord(),
      badges,
      builds: [
        seen(aFailedBuild({ reportArns: ['arn:r'] }), {
          reason: {
            tools: ['vitest', 'npm'],
            count: 7,
            failures: [
              {
                title: 'token bucket > refills after a second',
                file: 'src/limits.test.ts',
                line: 42,
                message: 'AssertionError: expected 429 to be 200',
                expected: '200',
                received: '429',
              },
              { title: 'parses `names`' },
            ],
            excerpt: [
              'FAIL src/limits.test.ts > refills after a second',
              'AssertionError: expected 429 to be 200',
            ],
            leftOut: 31,
          },
          tests: { total: 732, passed: 731, failed: 1, skipped: 0 },
        }),
      ],
    });

    const [effect] = decide(observed, noon + 90_000).effects;

    expect(effect?.kind === 'update-comment' && effect.content).toMatchInlineSnapshot(`
      "[//]: # (drawbridge:status)

      ### ❌ Build failed: unit

      Commit [\`6bc96f9\`](https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/harbor-ledger/commit/6bc96f923d399f4ab15280704a1d92e866c57657?region=eu-west-1), \`feature/rate-limits\` into \`main\`

      | Check | Project | Build | Took | Tests |
      |---|---|---|---|---|
      | ![unit: failing](https://b.example/f.svg) | \`harbor-ledger-ci\` | [#319](https://eu-west-1.console.aws.amazon.com/codesuite/codebuild/111122223333/projects/harbor-ledger-ci/build/harbor-ledger-ci%3A6966a191/?region=eu-west-1) | 1 min 20 s | 731 of 732 passed, **1 failed** |

      #### unit failed in phase \`BUILD\`

      \`npm test\` ended with exit code 1.

      **7 failures** (vitest, npm), the first 2 of them:

      - \`token bucket > refills after a second\` at \`src/limits.test.ts:42\`: AssertionError: expected 429 to be 200 (expected \`200\`, received \`429\`)
      - \`\` parses \`names\` \`\`

      \`\`\`
      FAIL src/limits.test.ts > refills after a second
      AssertionError: expected 429 to be 200
      \`\`\`

      [The whole log](https://eu-west-1.console.aws.amazon.com/codesuite/codebuild/111122223333/projects/harbor-ledger-ci/build/harbor-ledger-ci%3A6966a191/?region=eu-west-1) has 31 more lines of this command."
    `);
  });

  it('of a build that CodeBuild refused', () => {
    const unit: CheckState = {
      project: 'harbor-ledger-ci',
      status: 'NOT_STARTED',
      attempt: 1,
      requestedAt: noon,
      problem: 'CodeBuild StartBuild on project harbor-ledger-ci failed: Project cannot be found.',
    };

    expect(commentOn({ unit }, { badges: {} })).toMatchInlineSnapshot(`
      "[//]: # (drawbridge:status)

      ### ⚠️ Build could not start: unit

      Commit [\`6bc96f9\`](https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/harbor-ledger/commit/6bc96f923d399f4ab15280704a1d92e866c57657?region=eu-west-1), \`feature/rate-limits\` into \`main\`

      | Check | Project | Build | Took | Tests |
      |---|---|---|---|---|
      | **unit**: not started | \`harbor-ledger-ci\` | – | – | – |

      **unit**: CodeBuild StartBuild on project harbor-ledger-ci failed: Project cannot be found. It is tried again within 15 minutes; a push has it tried at once."
    `);
  });

  it.each([
    [
      'merged',
      { mergeCommit: 'f00dfeedf00dfeedf00dfeedf00dfeedf00dfeed' },
      'The pull request was merged as `f00dfee`.',
    ],
    ['merged', {}, 'The pull request was merged.'],
    ['closed', {}, 'The pull request was closed without a merge.'],
  ] as const)('says how a pull request that was %s ended', (status, more, sentence) => {
    const unit = aCheckState({ status: 'SUCCEEDED', endedAt: noon });

    const comment = commentOn(
      { unit },
      {
        pullRequest: aPullRequest({ status, ...more }),
        record: aRecord({ unit, status }),
      },
    );

    expect(comment.split('\n').at(-1)).toBe(sentence);
  });

  it.each([
    [['SUCCEEDED', 'SUCCEEDED'], '### ✅ Builds passed'],
    [['SUCCEEDED', 'IN_PROGRESS'], '### ⏳ Builds started'],
    [['IN_PROGRESS', 'FAILED'], '### ❌ Build failed: b'],
    [['TIMED_OUT', 'FAULT'], '### ❌ Build failed: a, b'],
    [['NOT_STARTED', 'IN_PROGRESS'], '### ⚠️ Build could not start: a'],
    [['FAILED', 'NOT_STARTED'], '### ❌ Build failed: a'],
    [['SUCCEEDED', 'STOPPED'], '### ⏹️ Build stopped'],
    [['SUCCEEDED', 'POSTPONED'], '### ⏳ Builds waiting for room'],
  ] as const)('of checks that are %j begins %s', ([a, b], headline) => {
    const comment = commentOn({ a: aCheckState({ status: a }), b: aCheckState({ status: b }) });

    expect(headlineOf(comment)).toBe(headline);
  });

  it('has no links in a partition whose console is not known', () => {
    const unit = aCheckState({
      status: 'FAILED',
      buildArn: 'arn:aws-iso:codebuild:us-iso-east-1:111122223333:build/x:y',
    });

    expect(
      commentOn({ unit }, { badges: {}, place: { partition: 'aws-iso', region: 'us-iso-east-1' } }),
    ).not.toContain('](');
  });
});
