import { escapeMarkdown, inlineCode } from '../../shared/core/markdown.ts';
import type { PullRequestRecord } from '../../shared/core/pull-request-record.ts';
import type { PullRequestRules } from './observed.ts';
import { buildLinkOf, linkTo } from './render-failure.ts';

/** A sentence for each configured check that somebody's build claims to answer: whose it is, and why it does not count. */
export function renderStrangers({
  record,
  rules,
}: {
  readonly record: PullRequestRecord;
  readonly rules: PullRequestRules;
}): string[] {
  return Object.keys(rules.builds).flatMap((check) => {
    const stranger = record.strangers?.[check];
    if (stranger === undefined) return [];
    const build = linkTo(`#${stranger.buildNumber ?? '?'}`, buildLinkOf(stranger));
    return [
      `ℹ️ Build ${build} says that it answers **${escapeMarkdown(check)}**. ${inlineCode(stranger.by)} started it, and it decides nothing: ${escapeMarkdown(stranger.why)}.`,
    ];
  });
}
