import * as offered from '../../kernel/offers/codebuild.ts';
import type { Service } from '../../kernel/service.ts';
import { batchDeleteBuilds } from './operations/batch-delete-builds.ts';
import { batchGetBuilds } from './operations/batch-get-builds.ts';
import { batchGetProjects } from './operations/batch-get-projects.ts';
import { batchGetReports } from './operations/batch-get-reports.ts';
import { createProject } from './operations/create-project.ts';
import { deleteProject } from './operations/delete-project.ts';
import { describeTestCases } from './operations/describe-test-cases.ts';
import { listBuilds, listBuildsForProject } from './operations/list-builds.ts';
import { listProjects } from './operations/list-projects.ts';
import { listReportsForReportGroup } from './operations/list-reports-for-report-group.ts';
import { batchGetReportGroups, createReportGroup } from './operations/report-groups.ts';
import { retryBuild } from './operations/retry-build.ts';
import { startBuild } from './operations/start-build.ts';
import { stopBuild } from './operations/stop-build.ts';
import { updateProject } from './operations/update-project.ts';
import { projectKind } from './project-resource.ts';
import { resumeBuilds } from './resume-builds.ts';
import { startBuild as start } from './start.ts';

export const codebuild: Service = {
  name: 'codebuild',
  protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'CodeBuild_20161006.' }],
  operations: {
    BatchDeleteBuilds: batchDeleteBuilds,
    BatchGetBuilds: batchGetBuilds,
    BatchGetProjects: batchGetProjects,
    BatchGetReportGroups: batchGetReportGroups,
    BatchGetReports: batchGetReports,
    CreateProject: createProject,
    CreateReportGroup: createReportGroup,
    DeleteProject: deleteProject,
    DescribeTestCases: describeTestCases,
    ListBuilds: listBuilds,
    ListBuildsForProject: listBuildsForProject,
    ListProjects: listProjects,
    ListReportsForReportGroup: listReportsForReportGroup,
    RetryBuild: retryBuild,
    StartBuild: startBuild,
    StopBuild: stopBuild,
    UpdateProject: updateProject,
  },
  resources: { 'AWS::CodeBuild::Project': projectKind },
  offers: [offered.startBuild.by(start)],
  resume: resumeBuilds,
};
