import type { Place } from './look.ts';

/** ARNs of things in the place; a Region of their own when they are elsewhere. */
export function arnsIn({ partition, region, account }: Pick<Place, 'partition' | 'region' | 'account'>) {
  const arn = (service: string, resource: string, where = region): string =>
    `arn:${partition}:${service}:${where}:${account}:${resource}`;
  return {
    repository: (name: string, where?: string) => arn('codecommit', name, where),
    project: (name: string) => arn('codebuild', `project/${name}`),
    /** CodeBuild calls the report groups of a buildspec `<project>-<name in the buildspec>`. */
    reportGroup: (project: string) => arn('codebuild', `report-group/${project}-reports`),
    /** A build's own stream; any name stands for all of them. */
    logStream: (group: string) => arn('logs', `log-group:${group}:log-stream:any`),
    bucketObject: (bucket: string) => `arn:${partition}:s3:::${bucket}/any`,
  };
}
