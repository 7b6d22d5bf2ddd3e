import type { CloudFormationResource, Statement } from './template.ts';

/** A role that one AWS service takes on, with one policy, which holds the statements. */
export function serviceRole(parts: {
  readonly service: 'lambda.amazonaws.com' | 'codebuild.amazonaws.com';
  readonly policyName: string;
  readonly statements: readonly Statement[];
}): CloudFormationResource {
  const { service, policyName, statements } = parts;
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
      },
      Policies: [
        { PolicyName: policyName, PolicyDocument: { Version: '2012-10-17', Statement: statements } },
      ],
    },
  };
}
