import { projectFor } from '../shared/config/project-template.ts';
import { entriesIn, hasPatterns } from '../shared/config/rules-for.ts';
import type { Config } from '../shared/config/schema.ts';
import { backupsIn } from '../shared/core/backup-rules.ts';
import { backupLifecycle } from './backup-lifecycle.ts';
import { eventMatcher } from './event-matcher.ts';
import { exceptedNames } from './excepted-names.ts';

/** An ARN as CloudFormation completes it. */
export type SubstitutedArn = { readonly 'Fn::Sub': string };

/**
 * What `function.yml` files can name from `drawbridge.yml`, as `${drawbridge:<name>}`, so that event patterns
 * and role statements hold exactly what is configured.
 */
export function configNames(config: Config, region: string) {
  const entries = entriesIn(config, region);
  // A pattern stands here as it is: IAM and EventBridge know what * means.
  const repositories = entries.map(([name]) => name);
  const projects = entries.flatMap(([name, { pullRequests }]) =>
    Object.values(pullRequests.builds).map(({ project }) => projectFor(project, name)),
  );
  const excepted = exceptedNames(entries);
  const backedUp = backupsIn(config.backup, region);
  const backups = Object.entries(backedUp);
  const replications = Object.values(config.replication).filter(({ from }) => from === region);
  const replicated = [...new Set(replications.map(({ repository }) => repository))];
  return {
    'repository-names': orNobody(repositories.map(eventMatcher)),
    'repository-arns': repositories.map((name) => arn('codecommit', name)),
    // What patterns would let in and their `except` takes out again.
    'excepted-repository-arns': excepted.map(({ name }) => arn('codecommit', name)),
    'repository-listing': hasPatterns(config, region) ? ['*'] : [],
    'project-names': orNobody(projects.map(eventMatcher)),
    'project-arns': projects.map((name) => arn('codebuild', `project/${name}`)),
    'excepted-project-arns': excepted.flatMap(({ projects: some }) =>
      some.map((name) => arn('codebuild', `project/${name}`)),
    ),
    // A buildspec names its report groups when it runs; all that CodeBuild makes for it begin with the project's
    // name and a hyphen, so the rest of the name cannot be known here.
    // https://docs.aws.amazon.com/codebuild/latest/userguide/test-report-group-naming.html
    'report-group-arns': projects.map((name) => arn('codebuild', `report-group/${name}-*`)),
    // CodeBuild names a log stream by the build's own id, one for each build.
    'build-log-arns': projects.map((name) => arn('logs', `log-group:/aws/codebuild/${name}:log-stream:*`)),
    'replicated-repository-names': orNobody(replicated),
    'replicated-source-arns': replicated.map((name) => arn('codecommit', name)),
    'replica-arns': replications.map(({ repository, to }) => arn('codecommit', repository, to)),
    'backup-repository-arns': backups.map(([, { repository }]) => arn('codecommit', repository)),
    'backup-scratch-arns': backups.map(([name]) => arn('codecommit', `drawbridge-verify-${name}`)),
    'backup-lifecycle-rules': backupLifecycle(backedUp),
  } satisfies Record<string, readonly (string | SubstitutedArn | object)[]>;
}

/** EventBridge takes no empty list; names have no slash, so this one matches nothing. */
function orNobody<Matcher>(matchers: readonly Matcher[]): readonly (Matcher | string)[] {
  return matchers.length === 0 ? ['none/none'] : matchers;
}

function arn(service: string, resource: string, region = '${AWS::Region}'): SubstitutedArn {
  return { 'Fn::Sub': `arn:\${AWS::Partition}:${service}:${region}:\${AWS::AccountId}:${resource}` };
}
