import { defineOperation } from '../../kernel/service.ts';
import { parameterArn } from './find-parameter.ts';
import { type ParameterInput, writeParameter } from './write-parameter.ts';

export const putParameter = defineOperation({
  resources: ({ Name }: ParameterInput, context) => parameterArn(context, Name),
  handle(input, context) {
    const { principal } = context;
    const changedBy = principal.kind === 'service' ? principal.service : principal.arn;
    return { Version: writeParameter(context, input, changedBy), Tier: 'Standard' };
  },
});
