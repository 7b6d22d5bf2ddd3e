import type { Service } from '../../kernel/service.ts';

export const ssm: Service = {
  name: 'ssm',
  protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'AmazonSSM.' }],
  operations: {},
};
