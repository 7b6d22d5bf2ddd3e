import { checksOf, type ExpectedCheck } from '../expected.ts';
import { type FoundProject, findProjects } from '../find-projects.ts';
import { type Finding, findingsOf } from '../finding.ts';
import type { Look } from '../look.ts';
import { sourceProblem } from './project-source.ts';

export interface ProjectFacts extends ExpectedCheck {
  /** Absent when there is no such project. */
  readonly found?: FoundProject;
}

const { ok, warning, fails } = findingsOf('pull requests');

/** Whether the build project of every check exists, and builds that repository. */
export const projectsLook: Look<readonly ProjectFacts[]> = {
  job: 'pull requests',
  subject: 'the build projects',
  async gather({ clients, config, region, existing }) {
    const checks = checksOf(config, await existing(), region);
    const projects = await findProjects(
      clients.codebuild,
      checks.map(({ project }) => project),
    );
    return checks.map((check) => {
      const found = projects.get(check.project);
      return { ...check, ...(found && { found }) };
    });
  },
  assess: (facts, { region }) => facts.flatMap((one) => assessProject(one, region)),
};

function assessProject(facts: ProjectFacts, region: string): Finding[] {
  const { project, repository, check, found } = facts;
  const place = `https://git-codecommit.${region}.amazonaws.com/v1/repos/${repository}`;
  if (found === undefined)
    return [
      fails(
        `build project ${project} of check ${check} (repository ${repository}) does not exist in ${region}`,
        `Make it with source type CODECOMMIT and location ${place} (aws codebuild create-project), or mend its name in drawbridge.yml.`,
      ),
    ];
  const problem = sourceProblem(found, { repository, region });
  if (problem !== undefined)
    return [
      fails(
        `build project ${project} of check ${check} ${problem}, not repository ${repository}`,
        `aws codebuild update-project --name ${project} --source type=CODECOMMIT,location=${place} --region ${region}`,
      ),
    ];
  const findings = [
    ok(`build project ${project} builds ${repository} for check ${check}, ${buildspecOf(found)}`),
  ];
  if (found.logGroup === undefined)
    findings.push(
      warning(
        `build project ${project} writes no log to CloudWatch, so a failed build is told without its lines`,
        `aws codebuild update-project --name ${project} --logs-config cloudWatchLogs={status=ENABLED} --region ${region}`,
      ),
    );
  return findings;
}

/** A text in the project holds for every commit; a path is read at the commit that is built. */
function buildspecOf({ buildspec }: FoundProject): string {
  if (buildspec === undefined || buildspec === '') return 'by the buildspec.yml of each commit';
  return /^\S+$/.test(buildspec)
    ? `by the ${buildspec} of each commit`
    : 'by a buildspec in the project, which no commit changes';
}
