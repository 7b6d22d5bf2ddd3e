import type { Service } from '../../kernel/service.ts';

export const iam: Service = {
  name: 'iam',
  protocols: [
    { kind: 'query', apiVersion: '2010-05-08', namespace: 'https://iam.amazonaws.com/doc/2010-05-08/' },
  ],
  operations: {},
};
