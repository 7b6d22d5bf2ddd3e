import fc from 'fast-check';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { commentLimit, statusMarker } from '../../../functions/validate-pull-request/render-comment.ts';
import { aCheckState, aPullRequest, aReason } from '../../support/builders.ts';
import { commentOn } from './comment-on.ts';

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
    '- item',
    '7. item',
    '---',
    '    code',
    '> said',
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
    reason: fc.record({
      tools: fc.array(text(5), { maxLength: 3 }),
      count: fc.nat(20),
      failures: fc.array(
        fc.record({
          title: text(20),
          file: text(20),
          line: fc.nat(),
          message: text(20),
          expected: line,
          received: line,
        }),
        { maxLength: 5 },
      ),
      excerpt: fc.array(line, { maxLength: 60 }),
      leftOut: fc.nat(),
    }),
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
        states.map(({ status, problem, reason, command }, index) => [
          `check-${index}`,
          aCheckState({ status, problem, reason, diagnosis: { phase: 'BUILD', command, exitCode: 1 } }),
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

  it.each([1_100, 4_000, 60_000])('it shows no more than the beginning of a branch of %i bytes', (length) => {
    const comment = commentOn(
      { unit: aCheckState({ status: 'SUCCEEDED' }) },
      { badges: {}, logLines: 20, pullRequest: aPullRequest({ sourceBranch: 'y'.repeat(length) }) },
    );

    expect(comment).toContain(`\`${'y'.repeat(256)}…\` into \`main\``);
    expect(Buffer.byteLength(comment)).toBeLessThan(2_000);
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

  it('it has the structure that we gave it, whatever the text in it begins like', () => {
    const structureWith = (said: string): string[] => {
      const check = aCheckState({
        status: 'FAILED',
        problem: said,
        reason: aReason({
          tools: ['a tool'],
          failures: [{ title: 'a title', file: 'a.ts', line: 1, message: said }],
          excerpt: ['a line'],
        }),
        diagnosis: { phase: 'DOWNLOAD_SOURCE', message: said },
      });
      const waiting = aCheckState({ status: 'NOT_STARTED', problem: said });
      const markdown = commentOn({ one: check, two: waiting }, { badges: {}, logLines: 5 });
      return [...marked.parse(markdown, { async: false }).matchAll(/<[/]?[a-z0-9]+/g)].map(([tag]) => tag);
    };
    const ours = structureWith('plain words');

    fc.assert(
      fc.property(
        text(6).filter((one) => /[^\s\p{C}]/u.test(one)),
        (hostile) => {
          expect(structureWith(hostile)).toEqual(ours);
        },
      ),
      { numRuns: 500 },
    );
    expect(ours).toContain('<table');
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
