import type { Service } from '../../kernel/service.ts';

export const lambda: Service = {
  name: 'lambda',
  protocols: [{ kind: 'rest-json', routes: [] }],
  operations: {},
};
