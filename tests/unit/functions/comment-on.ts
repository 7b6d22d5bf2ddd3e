import { renderStatusComment } from '../../../functions/validate-pull-request/render-comment.ts';
import type { ChecksAtCommit } from '../../../shared/core/pull-request-record.ts';
import { aPullRequest, aRecord, head, noon } from '../../support/builders.ts';

/** Addresses of the badges of check `unit`. */
export const badges = {
  unit: {
    running: 'https://b.example/r.svg',
    passing: 'https://b.example/p.svg',
    failing: 'https://b.example/f.svg',
  },
};

/** The comment on pull request 41 with these checks at its tip. */
export function commentOn(
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
