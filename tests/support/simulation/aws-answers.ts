import type { Failure } from './faults.ts';
import type { SdkRequest } from './processes.ts';

/** The operation that a request of an SDK client is for, as IAM would write it: `codebuild:StartBuild`. */
export function operationOf({ headers, method, path }: SdkRequest): string {
  const target = headers['x-amz-target'] ?? headers['X-Amz-Target'];
  if (target === undefined)
    return `lambda:${method === 'POST' && path.includes('/invocations') ? 'Invoke' : path}`;
  const [prefix = '', name = ''] = target.split('.');
  return `${services[prefix] ?? prefix}:${name}`;
}

const services: Readonly<Record<string, string>> = {
  CodeCommit_20150413: 'codecommit',
  CodeBuild_20161006: 'codebuild',
  DynamoDB_20120810: 'dynamodb',
  secretsmanager: 'secretsmanager',
  Logs_20140328: 'logs',
  AmazonSQS: 'sqs',
};

/** What an SDK client sees when a call fails on its way; without a connection it is an error, else an answer. */
export function failedAnswer(failure: Failure): unknown {
  if (failure === 'no-connection') {
    throw Object.assign(new Error('socket hang up'), { name: 'Error', code: 'ECONNRESET' });
  }
  const [statusCode, type] =
    failure === 'throttled' ? [400, 'ThrottlingException'] : [500, 'InternalFailure'];
  return {
    response: {
      statusCode,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': type },
      body: Buffer.from(JSON.stringify({ __type: type, message: 'A fault of the simulation' })),
    },
  };
}
