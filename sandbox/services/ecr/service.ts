import type { Service } from '../../kernel/service.ts';
import { describeRepositories } from './describe-repositories.ts';

/** Elastic Container Registry, as far as the framework asks it when a stack is removed. */
export const ecr: Service = {
  name: 'ecr',
  protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'AmazonEC2ContainerRegistry_V20150921.' }],
  operations: { DescribeRepositories: describeRepositories },
};
