import type { Service } from '../../kernel/service.ts';

export const sts: Service = {
  name: 'sts',
  protocols: [
    { kind: 'query', apiVersion: '2011-06-15', namespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
  ],
  operations: {},
};
