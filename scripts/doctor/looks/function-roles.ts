import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { unlessMissing } from '../aws-answer.ts';
import { checksOf } from '../expected.ts';
import { findProjects } from '../find-projects.ts';
import { type Finding, findingsOf, type Job } from '../finding.ts';
import { functionNeeds } from '../function-needs.ts';
import type { DeployedPlace, Look } from '../look.ts';
import { type Denied, deniedTo } from '../simulate.ts';
import { namesOf } from '../words.ts';

export interface FunctionRoleFacts {
  readonly job: Job;
  readonly functionName: string;
  /** What its role may not do, though the configuration needs it; absent when there is no such function. */
  readonly denied?: readonly Denied[];
}

/** Whether the role of every function that is deployed allows what the configuration needs. */
export const functionRolesLook: Look<readonly FunctionRoleFacts[], DeployedPlace> = {
  job: 'stack',
  subject: "the functions' roles",
  async gather(place) {
    const { clients, config, region, stackName } = place;
    const checks = checksOf(config, await place.existing(), region);
    const projects = await findProjects(
      clients.codebuild,
      checks.map(({ project }) => project),
    );
    const facts: FunctionRoleFacts[] = [];
    for (const needsOf of functionNeeds) {
      const { job, functionName, needs } = needsOf(place, { checks, projects });
      if (needs.every(({ resources }) => resources.length === 0)) continue;
      const FunctionName = `${stackName}-${functionName}`;
      const deployed = await unlessMissing(
        clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName })),
        'ResourceNotFoundException',
      );
      const denied = deployed && (await deniedTo(clients.iam, deployed.Role ?? '', needs));
      facts.push({ job, functionName, ...(denied && { denied }) });
    }
    return facts;
  },
  assess: (facts, { stage, region }) =>
    facts.flatMap((one) => assessFunction(one, `npm run deploy -- --stage ${stage} --region ${region}`)),
};

function assessFunction({ job, functionName, denied }: FunctionRoleFacts, deploy: string): Finding[] {
  const { ok, fails } = findingsOf(job);
  if (denied === undefined)
    return [fails(`function ${functionName} is not there`, `Deploy the stack again: ${deploy}`)];
  if (denied.length === 0) return [ok(`${functionName} may do all that drawbridge.yml needs`)];
  const logs = denied.filter(({ action }) => action === 'logs:GetLogEvents');
  const others = denied.filter(({ action }) => action !== 'logs:GetLogEvents');
  return [
    ...logs.map(({ resource }) => unreadableLog(functionName, resource)),
    ...[...Map.groupBy(others, ({ action }) => action)].map(([action, resources]) =>
      fails(
        `${functionName} may not ${action} on ${namesOf(resources.map(({ resource }) => lastOf(resource)))}`,
        `drawbridge.yml names more than was deployed; deploy it: ${deploy}`,
      ),
    ),
  ];
}

/** The role reads the groups that CodeBuild makes itself; a project may be told to log elsewhere. */
function unreadableLog(functionName: string, resource: string): Finding {
  const group = /:log-group:(.+):log-stream:/.exec(resource)?.[1] ?? resource;
  return findingsOf('pull requests').fails(
    `${functionName} may not read log group ${group}, so a failed build is told without its lines`,
    'Let the project log to its own group, /aws/codebuild/<project>: aws codebuild update-project --name <project> --logs-config cloudWatchLogs={status=ENABLED}',
  );
}

function lastOf(arn: string): string {
  return arn.split(':').slice(5).join(':');
}
