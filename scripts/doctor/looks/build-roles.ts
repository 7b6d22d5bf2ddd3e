import { arnsIn } from '../arns.ts';
import { unlessMissing } from '../aws-answer.ts';
import { checksOf } from '../expected.ts';
import { type FoundProject, findProjects } from '../find-projects.ts';
import { type Finding, findingsOf } from '../finding.ts';
import type { Look, Place } from '../look.ts';
import { type Denied, deniedTo } from '../simulate.ts';

export interface BuildRoleFacts {
  readonly project: string;
  readonly repository: string;
  /** The ARN of the role. */
  readonly role: string;
  /** What the role may not do; absent when there is no such role. */
  readonly denied?: readonly Denied[];
}

/** IAM is one for the whole world and answers slowly; a thousand projects mostly have as many roles. */
const AT_ONCE = 8;

const { ok, warning, fails } = findingsOf('pull requests');

/** Whether the role of every build project may fetch its repository and write its log. */
export const buildRolesLook: Look<readonly BuildRoleFacts[]> = {
  job: 'pull requests',
  subject: "the build projects' roles",
  async gather(place) {
    const checks = checksOf(place.config, await place.existing(), place.region);
    const projects = await findProjects(
      place.clients.codebuild,
      checks.map(({ project }) => project),
    );
    const asked = checks.flatMap(({ project, repository }) => {
      const found = projects.get(project);
      return found ? [{ project, repository, found }] : [];
    });
    const facts: BuildRoleFacts[] = [];
    for (let start = 0; start < asked.length; start += AT_ONCE)
      facts.push(
        ...(await Promise.all(asked.slice(start, start + AT_ONCE).map((one) => roleOf(place, one)))),
      );
    return facts;
  },
  assess: (facts) => facts.flatMap(assessRole),
};

async function roleOf(
  place: Place,
  { project, repository, found }: { project: string; repository: string; found: FoundProject },
): Promise<BuildRoleFacts> {
  const arns = arnsIn(place);
  const role = found.serviceRole;
  const log = found.logGroup === undefined ? [] : [arns.logStream(found.logGroup)];
  const denied = await unlessMissing(
    deniedTo(place.clients.iam, role, [
      { actions: ['codecommit:GitPull'], resources: [arns.repository(repository)] },
      { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: log },
    ]),
    'NoSuchEntity',
    'NoSuchEntityException',
  );
  return { project, repository, role, ...(denied && { denied }) };
}

function assessRole({ project, repository, role, denied }: BuildRoleFacts): Finding[] {
  const name = role.slice(role.lastIndexOf('/') + 1);
  if (denied === undefined)
    return [
      fails(
        `role ${name} of build project ${project} does not exist, so no build of it can begin`,
        `Make it, or give the project another: aws codebuild update-project --name ${project} --service-role <arn>`,
      ),
    ];
  if (denied.length === 0)
    return [ok(`role ${name} may fetch ${repository} and write the log of ${project}`)];
  return denied.map(({ action, resource }) => {
    const remedy = `aws iam put-role-policy --role-name ${name} --policy-name drawbridge-builds --policy-document '${allowing(action, resource)}'`;
    return action === 'codecommit:GitPull'
      ? fails(`role ${name} of build project ${project} may not fetch repository ${repository}`, remedy)
      : warning(
          `role ${name} of build project ${project} may not ${action}, so a failed build is told without its lines`,
          remedy,
        );
  });
}

/** One statement that allows it, as a policy. */
function allowing(Action: string, resource: string): string {
  const Resource = resource.replace(/:log-stream:any$/, ':*');
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });
}
