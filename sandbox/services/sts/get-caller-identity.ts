import { defineOperation } from '../../kernel/service.ts';

/** Who signed the request. AWS allows it to everyone; no policy can take it away. */
export const getCallerIdentity = defineOperation({
  resources: () => [],
  handle: (_input: unknown, { principal, account }) => ({
    Arn: principal.kind === 'service' ? principal.service : principal.arn,
    UserId: principal.kind === 'service' ? principal.service : principal.userId,
    Account: account,
  }),
});
