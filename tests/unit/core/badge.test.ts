import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { badgeState, badgeStates, renderBadge } from '../../../shared/core/badge.ts';
import { buildStatuses } from '../../../shared/core/build.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.constantFrom(
    '</text><script>alert(1)</script>',
    '" onload="alert(1)',
    "x' y",
    ']]>',
    '&#0;',
    '\ud83d',
    '\u0000\u0008\ufffe',
    '<!--',
    '模块构建',
  ),
);

describe('a badge', () => {
  it.each([
    ['IN_PROGRESS', 'running'],
    ['SUCCEEDED', 'passing'],
    ['FAILED', 'failing'],
    ['FAULT', 'failing'],
    ['TIMED_OUT', 'timed out'],
    ['STOPPED', 'stopped'],
  ] as const)('says of %s that it is %s', (status, state) => {
    expect(badgeState(status)).toBe(state);
  });

  it('has a word for every status of CodeBuild', () => {
    expect(buildStatuses.map(badgeState).every((state) => badgeStates.includes(state))).toBe(true);
  });

  it('reads as label and state, for eyes and for screen readers', () => {
    expect(renderBadge('unit', 'passing')).toMatchInlineSnapshot(
      `"<svg xmlns="http://www.w3.org/2000/svg" width="91" height="20" role="img" aria-label="unit: passing"><title>unit: passing</title><clipPath id="r"><rect width="91" height="20" rx="3"/></clipPath><g clip-path="url(#r)"><path fill="#404040" d="M0 0h36v20H0z"/><path fill="#1a7f37" d="M36 0h55v20H36z"/></g><g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle"><text x="18" y="14" textLength="24">unit</text><text x="63.5" y="14" textLength="43">passing</text></g></svg>"`,
    );
  });

  it('is well-formed, and has room for both texts, whatever the label', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(...badgeStates), (label, state) => {
        const svg = renderBadge(label, state);

        expect(XMLValidator.validate(svg)).toBe(true);
        const { svg: root } = new XMLParser({ ignoreAttributes: false }).parse(svg) as {
          svg: Record<string, unknown>;
        };
        expect(Object.keys(root).sort()).toEqual(
          ['@_aria-label', '@_height', '@_role', '@_width', '@_xmlns', 'clipPath', 'g', 'title'].sort(),
        );
        expect(Number(root['@_width'])).toBeGreaterThan(40);
        expect(Number(root['@_width'])).toBeLessThan(700);
        expect(svg).not.toMatch(/(?:width|textLength|x)="-|NaN/);
      }),
      { numRuns: 500 },
    );
  });

  it('cuts a long label at 40 characters', () => {
    expect(renderBadge('x'.repeat(300), 'failing')).toContain(`<title>${'x'.repeat(39)}…: failing</title>`);
  });
});
