import type { Service } from '../../kernel/service.ts';
import { deleteParameter } from './delete-parameter.ts';
import { getParameter, getParameters } from './get-parameter.ts';
import { getParametersByPath } from './get-parameters-by-path.ts';
import { parameterKind } from './parameter-resource.ts';
import { putParameter } from './put-parameter.ts';

export const ssm: Service = {
  name: 'ssm',
  protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'AmazonSSM.' }],
  operations: {
    DeleteParameter: deleteParameter,
    GetParameter: getParameter,
    GetParameters: getParameters,
    GetParametersByPath: getParametersByPath,
    PutParameter: putParameter,
  },
  resources: { 'AWS::SSM::Parameter': parameterKind },
};
