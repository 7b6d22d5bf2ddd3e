import type { Service } from '../../kernel/service.ts';

export const cloudwatch: Service = {
  name: 'cloudwatch',
  signingName: 'monitoring',
  protocols: [
    { kind: 'json', version: '1.0', targetPrefix: 'GraniteServiceVersion20100801.' },
    { kind: 'query', apiVersion: '2010-08-01', namespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/' },
  ],
  operations: {},
};
