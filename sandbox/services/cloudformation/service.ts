import type { Service } from '../../kernel/service.ts';
import {
  describeStackResource,
  describeStackResources,
  describeStacks,
  getTemplate,
  listExports,
  listStackResources,
  listStacks,
} from './stack-operations.ts';

/** CloudFormation, to look at: stacks are deployed by `deployStack`. */
export const cloudformation: Service = {
  name: 'cloudformation',
  protocols: [
    {
      kind: 'query',
      apiVersion: '2010-05-15',
      namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
    },
  ],
  operations: {
    DescribeStacks: describeStacks,
    ListStacks: listStacks,
    DescribeStackResources: describeStackResources,
    DescribeStackResource: describeStackResource,
    ListStackResources: listStackResources,
    GetTemplate: getTemplate,
    ListExports: listExports,
  },
};
