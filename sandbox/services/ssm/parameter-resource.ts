import type { ResourceRequest, ResourceResult } from '../../kernel/service.ts';
import { lookUp } from './find-parameter.ts';
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
