import type { Effect, EffectResult, PostComment, StartBuild } from '../core/effect.ts';
import { isControllerError, sentenceOf } from '../core/error.ts';
import type { Builds, Comments } from '../core/ports.ts';

export interface EffectPorts {
  readonly builds: Builds;
  readonly comments: Comments;
  /** The name of the role that comments are written with. */
  readonly role: string;
}

/**
 * Does one effect. What a person must mend (a project that does not exist, a permission that is missing) comes
 * back as a result, so that it can be told where people look; anything else that fails is thrown and tried again.
 */
export function applyEffect(ports: EffectPorts, effect: Effect): Promise<EffectResult> {
  const { builds, comments } = ports;
  switch (effect.kind) {
    case 'start-build':
      return startBuild(builds, effect);
    case 'stop-build':
      return stopBuild(builds, effect.buildId);
    case 'post-comment':
      return postComment(ports, effect);
    case 'update-comment':
      return updateComment(comments, effect);
  }
}

async function startBuild(builds: Builds, effect: StartBuild): Promise<EffectResult> {
  const at = { check: effect.check, commit: effect.commit };
  try {
    return { kind: 'build-started', ...at, build: await builds.start(effect) };
  } catch (error) {
    if (isControllerError(error) && error.class === 'configuration') {
      return { kind: 'build-refused', ...at, problem: sentenceOf(error) };
    }
    if (isControllerError(error, 'limit-reached')) {
      return { kind: 'build-postponed', ...at, problem: sentenceOf(error) };
    }
    throw error;
  }
}

async function stopBuild(builds: Builds, buildId: string): Promise<EffectResult> {
  const build = await builds.stop(buildId);
  return { kind: 'build-stopped', buildId, ...(build && { build }) };
}

async function postComment({ comments, role }: EffectPorts, effect: PostComment): Promise<EffectResult> {
  const { pullRequestId, content } = effect;
  try {
    return { kind: 'comment-written', commentId: await comments.post(effect), content };
  } catch (error) {
    if (isControllerError(error, 'comment-gone')) return { kind: 'comment-gone' };
    if (!isControllerError(error, 'token-used')) throw error;
    // A run that died, or is late, has posted with this token. What it posted is there, or somebody has deleted it.
    const start = content.slice(0, content.indexOf('\n'));
    const commentId = await comments.findOurs(pullRequestId, { start, role });
    return commentId === undefined ? { kind: 'comment-gone' } : { kind: 'comment-found', commentId };
  }
}

async function updateComment(
  comments: Comments,
  effect: Extract<Effect, { kind: 'update-comment' }>,
): Promise<EffectResult> {
  try {
    await comments.update(effect.commentId, effect.content);
    return { kind: 'comment-written', commentId: effect.commentId, content: effect.content };
  } catch (error) {
    if (isControllerError(error, 'comment-gone')) return { kind: 'comment-gone' };
    throw error;
  }
}
