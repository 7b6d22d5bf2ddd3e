import type { Expectation, Measured, Snapshot, Verdict } from './measure.ts';

/** What can be wrong with how an event was handled. */
export type Wrong =
  | 'false green'
  | 'silence'
  | 'duplicate comment'
  | 'duplicate build'
  | 'stale or unrelated result shown'
  | 'error on an irrelevant event';

const words: readonly (readonly [Verdict, RegExp])[] = [
  ['passed', /\b(?:passed|passing|succeeded)\b/i],
  ['failed', /\b(?:failed|failing|timed out|fault)\b/i],
  ['stopped', /\b(?:stopped|cancell?ed)\b/i],
  ['running', /\b(?:started|running|in progress)\b/i],
];

/** Says what was wrong, by what can be read on the pull request afterwards: the same for every contender. */
export function judge(expected: Expectation, measured: Measured): readonly Wrong[] {
  const { before, after, handlings } = measured;
  const wrongs: Wrong[] = [];
  if (after.buildsAtTip > expected.builds) wrongs.push('duplicate build');
  if (after.buildsAtTip < expected.builds) wrongs.push('silence');
  const shown = shownVerdict(after);
  const saysGreen = shown === 'passed' || (after.isApproved && !before.isApproved);
  if (saysGreen && expected.shows !== undefined && expected.shows !== 'passed') wrongs.push('false green');
  if (expected.isUnchanged) return [...wrongs, ...wrongsOfNoNews(measured)];
  if (expected.shows !== undefined && shown !== expected.shows && !saysGreen) wrongs.push('silence');
  // An event that needs nothing must not end as an error either.
  if (expected.shows === undefined && handlings.some(({ error }) => error !== undefined))
    wrongs.push('error on an irrelevant event');
  return [...new Set(wrongs)];
}

function wrongsOfNoNews({ before, after, handlings }: Measured): Wrong[] {
  const wrongs: Wrong[] = [];
  const known = new Map(before.comments.map(({ id, content }) => [id, content]));
  const news = after.comments.filter(({ id, content }) => known.get(id) !== content);
  const isRepeat = news.some(({ content }) => before.comments.some((comment) => comment.content === content));
  if (isRepeat) wrongs.push('duplicate comment');
  else if (news.length > 0 || (after.isApproved && !before.isApproved))
    wrongs.push('stale or unrelated result shown');
  if (handlings.some(({ error }) => error !== undefined)) wrongs.push('error on an irrelevant event');
  return wrongs;
}

/** The first word of the newest comment that is a verdict. */
function shownVerdict({ comments }: Snapshot): Verdict | undefined {
  const content = comments.at(-1)?.content ?? '';
  const found = words
    .map(([verdict, pattern]) => ({ verdict, at: content.search(pattern) }))
    .filter(({ at }) => at >= 0)
    .toSorted((left, right) => left.at - right.at);
  return found[0]?.verdict;
}
