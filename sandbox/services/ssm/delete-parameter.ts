import { defineOperation } from '../../kernel/service.ts';
import { findParameter, parameterArn } from './find-parameter.ts';
import { ssmState } from './state.ts';

export const deleteParameter = defineOperation({
  resources: ({ Name }: { Name: string }, context) => parameterArn(context, Name),
  handle({ Name }, context) {
    ssmState(context).parameters.delete(findParameter(context, Name).parameter.name);
  },
});
