import { readPolicy } from './policy.ts';
import type { ManagedPolicy } from './state.ts';

const everything = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
const writeLogs = [
  {
    Effect: 'Allow',
    Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: '*',
  },
];
const writeTraces = [
  {
    Effect: 'Allow',
    Action: [
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
      'xray:GetSamplingStatisticSummaries',
    ],
    Resource: '*',
  },
];

/**
 * Documents of AWS's own policies that stacks attach most.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const documents: Readonly<Record<string, readonly object[]>> = {
  AdministratorAccess: everything,
  'service-role/AWSLambdaBasicExecutionRole': writeLogs,
  AWSXRayDaemonWriteAccess: writeTraces,
};

/** One of AWS's own policies by its ARN; `undefined` for those the sandbox does not have. */
export function awsManagedPolicy(arn: string): ManagedPolicy | undefined {
  const name = /^arn:[a-z-]+:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
  const statements = name === undefined ? undefined : documents[name];
  if (name === undefined || statements === undefined) return undefined;
  return {
    arn,
    policyName: name.slice(name.lastIndexOf('/') + 1),
    document: readPolicy({ Version: '2012-10-17', Statement: statements }),
  };
}
