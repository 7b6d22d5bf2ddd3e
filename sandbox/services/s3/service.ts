import type { Service } from '../../kernel/service.ts';

export const s3: Service = {
  name: 's3',
  protocols: [{ kind: 'rest-xml', routes: [] }],
  operations: {},
};
