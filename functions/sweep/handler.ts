import { backup, replication, repositories } from 'drawbridge:config';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { lambdaStack } from '../../shared/runtime/lambda-stack.ts';
import { system } from '../../shared/runtime/system.ts';
import { sweep, variables } from './assemble.ts';

/** Wakes what is due, and repairs what lost events left behind. */
export const handler = lambdaStack(
  sweep({ environment: readEnvironment(variables), config: { backup, replication, repositories }, system }),
);
