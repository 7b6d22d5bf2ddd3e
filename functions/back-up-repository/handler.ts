import { backup } from 'drawbridge:config';
import { optionalEnvironment, readEnvironment } from '../../shared/runtime/environment.ts';
import { lambdaStack } from '../../shared/runtime/lambda-stack.ts';
import { system } from '../../shared/runtime/system.ts';
import { backUpRepository, optionalVariables, variables } from './assemble.ts';

/** Backs repositories up to S3, and restores the newest backup on trial. */
export const handler = lambdaStack(
  backUpRepository({
    environment: { ...readEnvironment(variables), ...optionalEnvironment(optionalVariables) },
    config: { backup },
    system,
  }),
);
