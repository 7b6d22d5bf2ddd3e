import type { Service } from '../../kernel/service.ts';
import { assumeRole } from './assume-role.ts';
import { getCallerIdentity } from './get-caller-identity.ts';

export const sts: Service = {
  name: 'sts',
  protocols: [
    {
      kind: 'query',
      apiVersion: '2011-06-15',
      namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
      style: { types: { DurationSeconds: 'number' } },
    },
  ],
  operations: { AssumeRole: assumeRole, GetCallerIdentity: getCallerIdentity },
};
