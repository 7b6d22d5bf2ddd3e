import { serviceRole } from './service-role.ts';
import type { CloudFormationResource, Statement } from './template.ts';

/**
 * The role of one function: what its own `function.yml` grants, and what Lambda does in its name: write its log
 * and its traces, and put a failed asynchronous event into the dead-letter queue, if the function takes any.
 */
export function functionRole(parts: {
  functionName: string;
  statements: readonly Statement[];
  deadLetterQueue: string | undefined;
}): CloudFormationResource {
  const { functionName, statements, deadLetterQueue } = parts;
  const hasQueue = statements.some(({ Action }) => [Action].flat().includes('sqs:SendMessage'));
  return serviceRole({
    service: 'lambda.amazonaws.com',
    policyName: 'function',
    statements: [
      ...statements.filter(hasResource),
      ownLog(functionName),
      TRACES,
      ...(deadLetterQueue === undefined || hasQueue ? [] : [deadLetters(deadLetterQueue)]),
    ],
  });
}

/** The configuration may name nothing for a statement, and IAM takes no statement without a resource. */
function hasResource({ Resource }: Statement): boolean {
  return !(Array.isArray(Resource) && Resource.length === 0);
}

/** The wildcard stands for the log streams, which Lambda names; the group is made by the stack, not by the function. */
function ownLog(functionName: string): Statement {
  return {
    Sid: 'OwnLog',
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: {
      'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/lambda/${functionName}:*`,
    },
  };
}

/** X-Ray has no resources for these two actions, so only `*` can be written (AWS service authorization reference). */
const TRACES: Statement = {
  Sid: 'Traces',
  Effect: 'Allow',
  Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  Resource: '*',
};

function deadLetters(queue: string): Statement {
  return {
    Sid: 'DeadLetters',
    Effect: 'Allow',
    Action: 'sqs:SendMessage',
    Resource: { 'Fn::GetAtt': [queue, 'Arn'] },
  };
}
