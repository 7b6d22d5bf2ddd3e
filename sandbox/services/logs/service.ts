import type { Service } from '../../kernel/service.ts';

export const logs: Service = {
  name: 'logs',
  protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'Logs_20140328.' }],
  operations: {},
};
