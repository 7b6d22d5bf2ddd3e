import type { Service } from '../../kernel/service.ts';

export const cloudformation: Service = {
  name: 'cloudformation',
  protocols: [
    {
      kind: 'query',
      apiVersion: '2010-05-15',
      namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
    },
  ],
  operations: {},
};
