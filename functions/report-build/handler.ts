import { repositories } from 'drawbridge:config';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { lambdaStack } from '../../shared/runtime/lambda-stack.ts';
import { system } from '../../shared/runtime/system.ts';
import { reportBuild, variables } from './assemble.ts';

/** Keeps the state of each branch for its badge. */
export const handler = lambdaStack(
  reportBuild({ environment: readEnvironment(variables), config: { repositories }, system }),
);
