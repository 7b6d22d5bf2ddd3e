import { redact, repositories, statusComment } from 'drawbridge:config';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { lambdaStack } from '../../shared/runtime/lambda-stack.ts';
import { system } from '../../shared/runtime/system.ts';
import { validatePullRequest, variables } from './assemble.ts';

/** Builds each pull request and keeps one status comment on it true. */
export const handler = lambdaStack(
  validatePullRequest({
    environment: readEnvironment(variables),
    config: { repositories, statusComment, redact },
    system,
  }),
);
