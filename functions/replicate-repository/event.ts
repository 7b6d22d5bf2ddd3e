import * as z from 'zod/mini';
import { defined } from '../../shared/core/defined.ts';
import type { Instant } from '../../shared/core/time.ts';

/** What an event says of one ref. It is a hint: every value is compared before anything moves. */
export interface RefChange {
  readonly ref: string;
  /** Absent for a ref that was created. */
  readonly old?: string;
  /** Absent for a ref that was deleted. */
  readonly new?: string;
  readonly at: Instant;
}

/** What this function is asked: to bring the replicas of a repository up to date, or the one in `region`. */
export interface ReplicationRequest {
  readonly repository: string;
  readonly region?: string;
  readonly change?: RefChange;
}

const RepositoryName = z.string().check(z.minLength(1), z.maxLength(100));
const ObjectId = z.string().check(z.regex(/^[0-9a-f]{40}$/));

const StateChange = z.object({
  source: z.literal('aws.codecommit'),
  'detail-type': z.literal('CodeCommit Repository State Change'),
  time: z.iso.datetime(),
  detail: z.object({
    event: z.string(),
    repositoryName: RepositoryName,
    referenceType: z.optional(z.string()),
    referenceName: z.optional(z.string()),
    referenceFullName: z.optional(z.string()),
    commitId: z.optional(ObjectId),
    oldCommitId: z.optional(ObjectId),
  }),
});

const DueWork = z.object({
  drawbridge: z.literal('due'),
  repository: RepositoryName,
  replica: z.string().check(z.minLength(1), z.maxLength(30)),
});

type Detail = z.infer<typeof StateChange>['detail'];

/** The full name of the ref, or what its short name and its type make of it. */
function refOf({ referenceFullName, referenceType, referenceName }: Detail): string | undefined {
  if (referenceFullName !== undefined) return referenceFullName;
  if (referenceName === undefined) return undefined;
  if (referenceType === 'branch') return `refs/heads/${referenceName}`;
  return referenceType === 'tag' ? `refs/tags/${referenceName}` : undefined;
}

/** What the function accepts; only the fields it reads. */
export const Event = z.union([
  z.pipe(
    StateChange,
    z.transform(({ detail, time }): ReplicationRequest | { ignored: string } => {
      const { event, repositoryName: repository, commitId, oldCommitId } = detail;
      // An unreferenced merge commit, for one, belongs to no branch.
      if (!event.startsWith('reference'))
        return { ignored: 'No branch or tag has moved, and only branches and tags are replicated.' };
      const ref = refOf(detail);
      // Something has moved; what it is will be seen by looking at both sides.
      if (ref === undefined) return { repository };
      const change = defined({
        ref,
        at: Date.parse(time),
        old: event === 'referenceCreated' ? undefined : oldCommitId,
        new: event === 'referenceDeleted' ? undefined : commitId,
      });
      return { repository, change };
    }),
  ),
  z.pipe(
    DueWork,
    z.transform(({ repository, replica }): ReplicationRequest => ({ repository, region: replica })),
  ),
]);
