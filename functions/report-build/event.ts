import * as z from 'zod/mini';
import { branchOfVersion } from '../../shared/core/branch-record.ts';
import { defined } from '../../shared/core/defined.ts';

/** What this function is asked: to bring the state of one project on one branch up to date. */
export interface BranchRequest {
  readonly project: string;
  readonly branch: string;
  /** The build that the event speaks of. */
  readonly buildId?: string;
  /** An event told it, so the project may be nobody's of ours. */
  readonly heard?: true;
}

const ProjectName = z.string().check(z.minLength(2), z.maxLength(255));
/** As long as CodeCommit's own calls take one (API reference, branchName). */
const mostOfName = 256;
const BranchName = z.string().check(z.minLength(1), z.maxLength(mostOfName));

const BuildStateChange = z.object({
  source: z.literal('aws.codebuild'),
  'detail-type': z.literal('CodeBuild Build State Change'),
  detail: z.object({
    'project-name': ProjectName,
    'build-id': z.string().check(z.regex(/^arn:[^:]+:codebuild:[^:]+:\d{12}:build\/[^:]+:.+$/)),
    'additional-information': z.object({ 'source-version': z.optional(z.string()) }),
  }),
});

const DueWork = z.object({
  drawbridge: z.literal('due'),
  project: ProjectName,
  branch: BranchName,
  buildId: z.optional(z.string()),
});

/**
 * `npm run doctor` asks by it whether events arrive: about a project that nobody has, so the record is read, a
 * decision that names it is logged, and nothing changes.
 */
const Probe = z.object({
  source: z.literal('drawbridge'),
  'detail-type': z.literal('Probe'),
  detail: z.object({ id: z.string().check(z.regex(/^[a-z0-9-]{1,64}$/)) }),
});

/** What the function accepts; only the fields it reads. */
export const Event = z.union([
  z.pipe(
    BuildStateChange,
    z.transform(({ detail }): BranchRequest | { ignored: string } => {
      const branch = branchOfVersion(detail['additional-information']['source-version']);
      if (branch === undefined)
        return { ignored: 'The build was not started from a branch, so no branch badge changes.' };
      if (branch.length > mostOfName)
        return {
          ignored: `The branch's name has ${branch.length} characters, and with more than ${mostOfName} it has no badge.`,
        };
      return {
        project: detail['project-name'],
        branch,
        buildId: detail['build-id'].split(':build/')[1] ?? detail['build-id'],
        heard: true,
      };
    }),
  ),
  z.pipe(
    DueWork,
    z.transform(({ project, branch, buildId }): BranchRequest => defined({ project, branch, buildId })),
  ),
  z.pipe(
    Probe,
    z.transform(
      ({ detail }): BranchRequest => ({ project: `drawbridge-probe-${detail.id}`, branch: 'none' }),
    ),
  ),
]);
