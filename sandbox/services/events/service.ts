import type { Service } from '../../kernel/service.ts';

export const events: Service = {
  name: 'events',
  protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'AWSEvents.' }],
  operations: {},
};
