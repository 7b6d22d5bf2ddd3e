import { backUpRepository } from '../../../functions/back-up-repository/assemble.ts';
import { replicateRepository } from '../../../functions/replicate-repository/assemble.ts';
import { replicationBuild } from '../../../functions/replicate-repository/assemble-build.ts';
import { reportBuild } from '../../../functions/report-build/assemble.ts';
import { sweep } from '../../../functions/sweep/assemble.ts';
import { validatePullRequest } from '../../../functions/validate-pull-request/assemble.ts';

/** What the processes of a run are made of: each function, and the code of the build that takes replications over. */
export interface Programs {
  readonly 'validate-pull-request': typeof validatePullRequest;
  readonly 'report-build': typeof reportBuild;
  readonly sweep: typeof sweep;
  readonly 'replicate-repository': typeof replicateRepository;
  readonly 'back-up-repository': typeof backUpRepository;
  readonly 'replication-runner': typeof replicationBuild;
}

/** As they are written. */
export const sourcePrograms: Programs = {
  'validate-pull-request': validatePullRequest,
  'report-build': reportBuild,
  sweep,
  'replicate-repository': replicateRepository,
  'back-up-repository': backUpRepository,
  'replication-runner': replicationBuild,
};
