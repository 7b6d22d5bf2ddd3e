import type { Service } from '../../kernel/service.ts';

export const sns: Service = {
  name: 'sns',
  protocols: [
    { kind: 'query', apiVersion: '2010-03-31', namespace: 'http://sns.amazonaws.com/doc/2010-03-31/' },
  ],
  operations: {},
};
