import { arnsIn } from './arns.ts';
import { backupsOf, type ExpectedCheck, once, replicasOf } from './expected.ts';
import type { FoundProject } from './find-projects.ts';
import type { Job } from './finding.ts';
import type { DeployedPlace } from './look.ts';
import type { Need } from './simulate.ts';

/** What a function of the stack has to be allowed, so that a job is done as the configuration says. */
export interface FunctionNeeds {
  readonly job: Job;
  readonly functionName: string;
  readonly needs: readonly Need[];
}

type NeedsOf = (
  place: Pick<DeployedPlace, 'config' | 'region' | 'account' | 'partition' | 'stack'>,
  found: { readonly checks: readonly ExpectedCheck[]; readonly projects: ReadonlyMap<string, FoundProject> },
) => FunctionNeeds;

const pullRequests: NeedsOf = (place, { checks, projects }) => {
  const arns = arnsIn(place);
  const names = once(checks.map(({ project }) => project));
  const groups = names.flatMap((name) => projects.get(name)?.logGroup ?? []);
  return {
    job: 'pull requests',
    functionName: 'validate-pull-request',
    needs: [
      {
        actions: ['codecommit:GetPullRequest', 'codecommit:PostCommentForPullRequest'],
        resources: once(checks.map(({ repository }) => arns.repository(repository))),
      },
      { actions: ['codebuild:StartBuild', 'codebuild:StopBuild'], resources: names.map(arns.project) },
      { actions: ['codebuild:BatchGetReports'], resources: names.map(arns.reportGroup) },
      { actions: ['logs:GetLogEvents'], resources: once(groups).map(arns.logStream) },
    ],
  };
};

const badges: NeedsOf = (place, { checks }) => ({
  job: 'badges',
  functionName: 'report-build',
  needs: [
    {
      actions: ['codebuild:BatchGetBuilds'],
      resources: once(checks.map(({ project }) => arnsIn(place).project(project))),
    },
  ],
});

const replication: NeedsOf = (place) => {
  const arns = arnsIn(place);
  const replicas = replicasOf(place.config, place.region);
  return {
    job: 'replication',
    functionName: 'replicate-repository',
    needs: [
      {
        actions: ['codecommit:GitPull'],
        resources: once(replicas.map(({ repository }) => arns.repository(repository))),
      },
      {
        actions: ['codecommit:CreateRepository', 'codecommit:GitPush'],
        resources: once(replicas.map(({ repository, region }) => arns.repository(repository, region))),
      },
    ],
  };
};

const backups: NeedsOf = (place) => {
  const arns = arnsIn(place);
  const names = once(backupsOf(place.config, place.region).map(({ repository }) => repository));
  const bucket = place.stack.outputs['BackupBucketName'];
  return {
    job: 'backups',
    functionName: 'back-up-repository',
    needs: [
      { actions: ['codecommit:GitPull'], resources: names.map((name) => arns.repository(name)) },
      {
        actions: ['s3:PutObject'],
        resources: bucket === undefined || names.length === 0 ? [] : [arns.bucketObject(bucket)],
      },
    ],
  };
};

/** What the functions of a stack need for what the configuration wants now, which may be more than was deployed. */
export const functionNeeds: readonly NeedsOf[] = [pullRequests, badges, replication, backups];
