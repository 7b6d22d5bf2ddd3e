import { replication } from 'drawbridge:config';
import { optionalEnvironment, readEnvironment } from '../../shared/runtime/environment.ts';
import { lambdaStack } from '../../shared/runtime/lambda-stack.ts';
import { system } from '../../shared/runtime/system.ts';
import { optionalVariables, replicateRepository, variables } from './assemble.ts';

/** Brings branches and tags to their replicas in other Regions. */
export const handler = lambdaStack(
  replicateRepository({
    environment: { ...readEnvironment(variables), ...optionalEnvironment(optionalVariables) },
    config: { replication },
    system,
  }),
);
