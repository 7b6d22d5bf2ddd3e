import fc from 'fast-check';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/validate-pull-request/decide.ts';
import {
  commentLimit,
  renderStatusComment,
  statusMarker,
} from '../../../functions/validate-pull-request/render-comment.ts';
import type { CheckState, ChecksAtCommit } from '../../../shared/core/pull-request-record.ts';
import {
  aCheckState,
  aFailedBuild,
  anObserved,
  aPullRequest,
  aRecord,
  head,
  noon,
  seen,
} from '../../support/builders.ts';

const badges = {
  unit: {
    running: 'https://b.example/r.svg',
    passing: 'https://b.example/p.svg',
    failing: 'https://b.example/f.svg',
  },
};

/** The comment on pull request 41 with these checks at its tip. */
function commentOn(
  checks: ChecksAtCommit,
  parts: Partial<Parameters<typeof renderStatusComment>[0]> = {},
): string {
  const builds = Object.fromEntries(
    Object.entries(checks).map(([check, { project }]) => [check, { project }]),
  );
  return renderStatusComment({
    pullRequest: aPullRequest(),
    rules: { into: ['*'], builds },
    record: aRecord({ commits: { [head]: checks } }),
    badges,
    place: { partition: 'aws', region: 'eu-west-1' },
    logLines: 20,
    now: noon,
    ...parts,
  });
}

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
          excerpt: [
            'FAIL src/limits.test.ts > refills after a second',
            'AssertionError: expected 429 to be 200',
          ],
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

      \`\`\`
      FAIL src/limits.test.ts > refills after a second
      AssertionError: expected 429 to be 200
      \`\`\`

      [The whole log](https://eu-west-1.console.aws.amazon.com/codesuite/codebuild/111122223333/projects/harbor-ledger-ci/build/harbor-ledger-ci%3A6966a191/?region=eu-west-1)"
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

      **unit**: CodeBuild StartBuild on project harbor-ledger-ci failed: Project cannot be found."
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

describe('whatever builds, logs and branches hold', () => {
  const dangerous = [
    '```',
    '~~~~',
    '``````',
    '](https://evil.example)',
    '<img src=x>',
    '| x |',
    '\n# x',
    '[//]: # (drawbridge:status)',
    '💥',
    '@everyone',
    '`',
    '\\',
    '\u202e',
  ];
  const text = (maxParts: number) =>
    fc
      .array(fc.oneof(fc.constantFrom(...dangerous), fc.string({ unit: 'grapheme', maxLength: 30 })), {
        maxLength: maxParts,
      })
      .map((parts) => parts.join(''));
  const line = fc.oneof(
    text(6).map((one) => one.replace(/[\r\n]/g, ' ')),
    fc.constant('💥'.repeat(240)),
    fc.constant('`'.repeat(240)),
  );
  const state = fc.record({
    status: fc.constantFrom(
      'REQUESTED',
      'NOT_STARTED',
      'POSTPONED',
      'IN_PROGRESS',
      'SUCCEEDED',
      'FAILED',
      'FAULT',
      'TIMED_OUT',
      'STOPPED',
    ),
    problem: text(40),
    excerpt: fc.array(line, { maxLength: 60 }),
    command: text(40),
  });

  const hostileComment = fc
    .record({
      states: fc.array(state, { minLength: 1, maxLength: 20 }),
      branch: text(10),
      logLines: fc.integer({ min: 5, max: 60 }),
    })
    .map(({ states, branch, logLines }) => {
      const checks = Object.fromEntries(
        states.map(({ status, problem, excerpt, command }, index) => [
          `check-${index}`,
          aCheckState({ status, problem, excerpt, diagnosis: { phase: 'BUILD', command, exitCode: 1 } }),
        ]),
      );
      return commentOn(checks, {
        badges: {},
        logLines,
        pullRequest: aPullRequest({ sourceBranch: branch }),
      });
    });

  it('it fits into a comment, and its first line is the one by which it is found again', () => {
    fc.assert(
      fc.property(hostileComment, (comment) => {
        expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(commentLimit);
        expect(commentLimit).toBeLessThanOrEqual(10_000);
        expect(comment.split('\n')[0]).toBe(statusMarker);
      }),
      { numRuns: 150 },
    );
  });

  it('it makes no link, picture, tag or heading of its own, and every block it opens is closed', () => {
    fc.assert(
      fc.property(hostileComment, (comment) => {
        const html = marked.parse(`${comment}\n\nthe end`, { async: false });

        expect(html.trimEnd().endsWith('<p>the end</p>')).toBe(true);
        expect(html).not.toMatch(/<img|evil\.example"|<h1/);
        const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address);
        expect(
          links.filter((address) => !address?.startsWith('https://eu-west-1.console.aws.amazon.com/')),
        ).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('gives up log lines first, and shows every check as long as it can', () => {
    const excerpt = Array.from({ length: 60 }, () => '💥'.repeat(240));
    const checks = Object.fromEntries(
      Array.from({ length: 3 }, (_, index) => [`check-${index}`, aCheckState({ status: 'FAILED', excerpt })]),
    );

    const comment = commentOn(checks, { logLines: 60 });

    expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(10_000);
    expect(comment).toContain('| **check-2**: failing |');
    expect(comment).toContain('💥');
  });
});
