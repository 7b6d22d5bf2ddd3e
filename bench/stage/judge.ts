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
  const outcome = expected.isUnchanged ? wrongsOfNoNews(measured) : wrongsOfNews(expected, measured);
  return [...new Set([...wrongBuilds(expected, measured), ...falseGreen(expected, measured), ...outcome])];
}

function wrongBuilds({ builds }: Expectation, { after }: Measured): Wrong[] {
  if (after.buildsAtTip > builds) return ['duplicate build'];
  return after.buildsAtTip < builds ? ['silence'] : [];
}

function falseGreen({ shows }: Expectation, measured: Measured): Wrong[] {
  if (shows === undefined || shows === 'passed') return [];
  return saysGreen(measured) ? ['false green'] : [];
}

/** An approval says it as well as a comment. */
function saysGreen(measured: Measured): boolean {
  return shownVerdict(measured.after) === 'passed' || isNewlyApproved(measured);
}

function wrongsOfNews({ shows }: Expectation, measured: Measured): Wrong[] {
  // Nothing is owed, but an event that needs nothing must not end as an error.
  if (shows === undefined) return wrongErrors(measured);
  return shownVerdict(measured.after) === shows || saysGreen(measured) ? [] : ['silence'];
}

function wrongsOfNoNews(measured: Measured): Wrong[] {
  const { before, after } = measured;
  const known = new Map(before.comments.map(({ id, content }) => [id, content]));
  const news = after.comments.filter(({ id, content }) => known.get(id) !== content);
  const isRepeat = news.some(({ content }) => before.comments.some((comment) => comment.content === content));
  if (isRepeat) return ['duplicate comment', ...wrongErrors(measured)];
  if (news.length > 0 || isNewlyApproved(measured))
    return ['stale or unrelated result shown', ...wrongErrors(measured)];
  return wrongErrors(measured);
}

function isNewlyApproved({ before, after }: Measured): boolean {
  return after.isApproved && !before.isApproved;
}

function wrongErrors({ handlings }: Measured): Wrong[] {
  return handlings.some(({ error }) => error !== undefined) ? ['error on an irrelevant event'] : [];
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
