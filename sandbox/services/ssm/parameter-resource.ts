import type { ResourceKind, ResourceRequest, ResourceResult } from '../../kernel/resource-kind.ts';
import { lookUp, parameterArn } from './find-parameter.ts';
import { ssmState } from './state.ts';
import { writeParameter } from './write-parameter.ts';

/** `AWS::SSM::Parameter`: Ref is the name. A value that has not changed makes no new version. */
export function parameterOfTemplate({
  scope,
  stackName,
  generatedName,
  properties,
}: ResourceRequest): ResourceResult {
  const name = String(properties['Name'] ?? generatedName);
  const value = String(properties['Value']);
  const type = String(properties['Type']);
  const current = lookUp(scope, name)?.version;
  if (current?.value !== value || current.type !== type) {
    const description = properties['Description'];
    writeParameter(
      scope,
      {
        Name: name,
        Value: value,
        Type: type,
        Overwrite: true,
        ...(description === undefined ? {} : { Description: String(description) }),
      },
      `stack ${stackName}`,
    );
  }
  return { ref: name, attributes: { Type: type, Value: value } };
}

/** `AWS::SSM::Parameter`. */
export const parameterKind: ResourceKind = {
  nameProperty: 'Name',
  make: parameterOfTemplate,
  remove: ({ scope, ref }) => void ssmState(scope).parameters.delete(ref),
  isTaken: (scope, name) => lookUp(scope, name) !== undefined,
  replacing: ['Name'],
  permissions: {
    on: ({ scope, name }) => parameterArn(scope, name),
    create: ['ssm:PutParameter', 'ssm:GetParameters'],
    update: ['ssm:PutParameter', 'ssm:GetParameters'],
    delete: ['ssm:DeleteParameter'],
    tag: ['ssm:AddTagsToResource'],
    untag: ['ssm:RemoveTagsFromResource'],
  },
};
