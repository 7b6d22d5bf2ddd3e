import type { Template } from '../template.ts';
import { changeResources } from './change-resources.ts';

/** Lets every function that has a URL without a signature run at most so many times at once. */
export function limitPublicFunctions(template: Template, most: number): void {
  const open = new Set<string>();
  changeResources(template, 'AWS::Lambda::Url', (properties) => {
    if (properties['AuthType'] === 'NONE') open.add(JSON.stringify(properties['TargetFunctionArn']));
    return properties;
  });
  changeResources(template, 'AWS::Lambda::Function', (properties, logicalId) =>
    open.has(JSON.stringify({ 'Fn::GetAtt': [logicalId, 'Arn'] }))
      ? { ...properties, ReservedConcurrentExecutions: most }
      : properties,
  );
}
