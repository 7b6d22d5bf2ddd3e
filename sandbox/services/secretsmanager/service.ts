import type { Service } from '../../kernel/service.ts';

export const secretsmanager: Service = {
  name: 'secretsmanager',
  protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'secretsmanager.' }],
  operations: {},
};
