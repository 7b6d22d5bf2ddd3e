import {
  BatchGetProjectsCommand,
  type CodeBuildClient,
  CreateProjectCommand,
} from '@aws-sdk/client-codebuild';
import { CreateRoleCommand, type IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { ExpectedCheck } from '../doctor/expected.ts';

/** Where projects are made. */
export interface ProjectPlace {
  readonly codebuild: CodeBuildClient;
  readonly iam: IAMClient;
  readonly region: string;
  readonly account: string;
}

/** Makes the project that answers a check, and its role. False when the project is there already. */
export async function makeProject(place: ProjectPlace, check: ExpectedCheck): Promise<boolean> {
  const { codebuild, region } = place;
  const { project: name, repository } = check;
  const { projects = [] } = await codebuild.send(new BatchGetProjectsCommand({ names: [name] }));
  if (projects.length > 0) return false;
  await codebuild.send(
    new CreateProjectCommand({
      name,
      serviceRole: await makeRole(place, check),
      source: {
        type: 'CODECOMMIT',
        location: `https://git-codecommit.${region}.amazonaws.com/v1/repos/${repository}`,
      },
      artifacts: { type: 'NO_ARTIFACTS' },
      environment: {
        type: 'LINUX_CONTAINER',
        image: 'aws/codebuild/amazonlinux-x86_64-standard:5.0',
        computeType: 'BUILD_GENERAL1_SMALL',
      },
    }),
  );
  return true;
}

/** What a build needs, and no more: its repository, its log, its reports. Gives the role's ARN. */
async function makeRole(
  { iam, region, account }: ProjectPlace,
  { project, repository }: ExpectedCheck,
): Promise<string> {
  const arn = (service: string, resource: string): string =>
    `arn:aws:${service}:${region}:${account}:${resource}`;
  const allow = (Action: readonly string[], Resource: string) => ({ Effect: 'Allow', Action, Resource });
  // A role's name has 64 characters, and is one for all Regions.
  const RoleName = `${project.slice(0, 40)}-${region}`;
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: policy([
        { Effect: 'Allow', Principal: { Service: 'codebuild.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ]),
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName: 'build',
      PolicyDocument: policy([
        allow(['codecommit:GitPull'], arn('codecommit', repository)),
        allow(
          ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
          arn('logs', `log-group:/aws/codebuild/${project}:*`),
        ),
        allow(
          [
            'codebuild:CreateReportGroup',
            'codebuild:CreateReport',
            'codebuild:UpdateReport',
            'codebuild:BatchPutTestCases',
          ],
          arn('codebuild', `report-group/${project}-*`),
        ),
      ]),
    }),
  );
  return Role?.Arn ?? '';
}

function policy(Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
