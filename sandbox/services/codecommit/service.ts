import type { Service } from '../../kernel/service.ts';

export const codecommit: Service = {
  name: 'codecommit',
  protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'CodeCommit_20150413.' }],
  operations: {},
};
