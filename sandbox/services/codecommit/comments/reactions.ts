import { codeCommitError, requireText } from '../errors.ts';

/** One reaction in its three forms. */
export interface Reaction {
  readonly emoji: string;
  readonly shortCode: string;
  readonly unicode: string;
}

/**
 * The reactions CodeCommit knows.
 * @see https://docs.aws.amazon.com/codecommit/latest/APIReference/API_PutCommentReaction.html
 */
const reactions: readonly Reaction[] = [
  { emoji: '👍', shortCode: ':thumbsup:', unicode: 'U+1F44D' },
  { emoji: '👎', shortCode: ':thumbsdown:', unicode: 'U+1F44E' },
  { emoji: '😄', shortCode: ':smile:', unicode: 'U+1F604' },
  { emoji: '❤️', shortCode: ':heart:', unicode: 'U+2764' },
  { emoji: '😠', shortCode: ':angry:', unicode: 'U+1F620' },
  { emoji: '😕', shortCode: ':confused:', unicode: 'U+1F615' },
  { emoji: '😱', shortCode: ':scream:', unicode: 'U+1F631' },
  { emoji: '😭', shortCode: ':sob:', unicode: 'U+1F62D' },
];

/**
 * The reaction that an emoji, a short code or a code point names; nothing for `none`, which takes the caller's
 * reaction away. Throws ReactionValueRequired and InvalidReactionValue.
 */
export function reactionOf(value: string | undefined): Reaction | undefined {
  const text = requireText(value, 'ReactionValue', 'A reaction');
  if (text === 'none') return undefined;
  const known = reactions.find((one) => one.emoji === text || one.shortCode === text || one.unicode === text);
  if (known === undefined)
    throw codeCommitError('InvalidReactionValue', `"${text}" is no reaction of CodeCommit.`);
  return known;
}

/** All reactions, in the order in which they are listed. */
export function allReactions(): readonly Reaction[] {
  return reactions;
}
