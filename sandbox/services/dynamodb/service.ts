import type { Service } from '../../kernel/service.ts';

export const dynamodb: Service = {
  name: 'dynamodb',
  protocols: [{ kind: 'json', version: '1.0', targetPrefix: 'DynamoDB_20120810.' }],
  operations: {},
};
