import type {
  BuildRequest,
  BuildRunner,
  BuildSession,
  PhaseResult,
} from '../../../sandbox/services/codebuild/build-runner.ts';
import type { InProcessHandler } from '../../../sandbox/services/lambda/runner/in-process-runner.ts';
import type { Handled } from '../../../shared/runtime/event-handler.ts';
import { runnerProject } from './simulated-world.ts';

/** Builds of the replication runner run its real code, as a process that may die; all others go as they go. */
export function runnerBuilds(others: BuildRunner, run: InProcessHandler): BuildRunner {
  return {
    open: (request) =>
      request.build.projectName === runnerProject ? sessionOf(request, run) : others.open(request),
  };
}

function sessionOf({ build }: BuildRequest, run: InProcessHandler): BuildSession {
  const replication = build.environment.environmentVariables?.find(
    ({ name }) => name === 'REPLICATION',
  )?.value;
  return {
    async run(phase) {
      if (phase !== 'BUILD') return {};
      try {
        // Of all that a function is told only this is looked at.
        const { decision } = (await run({ replication }, { awsRequestId: build.id } as never)) as Handled;
        return decision === 'done' ? {} : failed;
      } catch {
        return failed;
      }
    },
    close() {},
  };
}

const failed: PhaseResult = {
  failure: {
    statusCode: 'COMMAND_EXECUTION_ERROR',
    message: 'Error while executing command: node run-in-build.js. Reason: exit status 1',
  },
};
