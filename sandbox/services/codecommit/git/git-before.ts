import { type GitAccess, type GitRefusal, refusalOfIam } from './git-access.ts';
import { type GitService, unofferedCapability } from './git-capabilities.ts';
import { pushReport } from './git-push-report.ts';
import type { RequestHead } from './git-request-head.ts';

/** The refs one push may move (notes on quotas; AWS's wording is unconfirmed). */
const mostCommands = 4000;

/**
 * What CodeCommit says to the head of a request before git sees it: that it cannot be read, IAM's refusal to move these references, the
 * body of an answer (an empty one for a capability that was not offered), or nothing when git is to answer.
 */
export function answerBeforeGit(
  access: GitAccess,
  service: GitService,
  head: RequestHead,
): GitRefusal | Buffer | undefined {
  if (head.unreadable !== undefined) {
    const line = JSON.stringify(head.unreadable.slice(0, 120));
    return { status: 400, message: `The push was not read: ${line} is none of its commands.` };
  }
  const refs = head.commands.map(({ ref }) => ref);
  const refusal = refs.length > 0 ? refusalOfIam(access, 'GitPush', refs) : undefined;
  if (refusal !== undefined) return refusal;
  if (unofferedCapability(head.capabilities, service) !== undefined) return Buffer.alloc(0);
  if (refs.length <= mostCommands) return undefined;
  const reason = `a push may update at most ${mostCommands} references, this one has ${refs.length}`;
  return pushReport(head, reason, () => reason);
}
