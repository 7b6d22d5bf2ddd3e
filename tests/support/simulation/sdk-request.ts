import { scopeOf, type World } from '../../../sandbox/kernel/world.ts';
import { iamState } from '../../../sandbox/services/iam/state.ts';
import { inProcessClientConfig } from '../in-process.ts';
import { type AwsAnswer, type AwsRequest, brokenConnection, type Members } from './aws-request.ts';
import { failureNames } from './faults.ts';

/** An SDK client's request, as far as the simulation looks at it. */
export interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

/** What a real SDK client asks for. Both ways it goes through the sandbox's wire protocols. */
export function sdkRequest(request: SdkRequest): AwsRequest {
  const input = inputOf(request);
  return {
    operation: operationOf(request),
    input,
    async perform(world, given, role) {
      const { requestHandler } = inProcessClientConfig(world, { signed: false });
      const body = given === input ? request.body : JSON.stringify(given);
      const headers = role === undefined ? request.headers : headersAs(world, role, request.headers);
      return answerOf(await requestHandler.handle({ ...request, headers, body }));
    },
    fail(failure) {
      if (failure === 'no-connection') throw brokenConnection();
      const status = failure === 'server-error' ? 500 : 400;
      return jsonResponse(status, { __type: failureNames[failure], message: 'A fault of the simulation' });
    },
    succeed: (output) => jsonResponse(200, output),
  };
}

/** The same request with the key of a session of this role; it is not signed, only named. */
function headersAs(world: World, role: string, headers: SdkRequest['headers']): SdkRequest['headers'] {
  const scope = scopeOf(world, 'us-east-1');
  const found = iamState(scope).roles.get(role);
  if (found === undefined) throw new Error(`The simulated world has no role ${role}`);
  const accessKeyId = `ASIA${role.replaceAll('-', '').toUpperCase()}`;
  iamState(scope).sessions.set(accessKeyId, {
    roleArn: found.arn,
    roleId: found.roleId,
    arn: `arn:aws:sts::${world.account}:assumed-role/${role}/${role}`,
    sessionName: role,
    secretAccessKey: '',
    sessionToken: accessKeyId,
    expiresAt: undefined,
  });
  const named = Object.entries(headers).map(([name, value]) =>
    name.toLowerCase() === 'authorization'
      ? [name, value.replace(/Credential=[^/]+/, `Credential=${accessKeyId}`)]
      : [name, value],
  );
  return { ...Object.fromEntries(named), 'x-amz-security-token': accessKeyId };
}

function answerOf(response: { response: { statusCode: number } }): AwsAnswer {
  const { statusCode } = response.response;
  return { isGood: statusCode < 300, said: statusCode < 300 ? 'ok' : `${statusCode}`, give: () => response };
}

function jsonResponse(statusCode: number, body: Members): unknown {
  const type = body['__type'] === undefined ? {} : { 'x-amzn-errortype': String(body['__type']) };
  return {
    response: {
      statusCode,
      headers: { 'content-type': 'application/x-amz-json-1.1', ...type },
      body: Buffer.from(JSON.stringify(body)),
    },
  };
}

/** The operation that a request of an SDK client is for, as IAM writes it. */
export function operationOf({ headers }: SdkRequest): string {
  const target = headers['x-amz-target'] ?? headers['X-Amz-Target'];
  // The only service without that header, and the only thing the functions ask of it.
  if (target === undefined) return 'lambda:Invoke';
  const [prefix = '', name = ''] = target.split('.');
  return `${services[prefix] ?? prefix}:${name}`;
}

const services: Readonly<Record<string, string>> = {
  CodeCommit_20150413: 'codecommit',
  CodeBuild_20161006: 'codebuild',
  DynamoDB_20120810: 'dynamodb',
  Logs_20140328: 'logs',
  AmazonSQS: 'sqs',
};

/** The clients hand over text, or the same as bytes. */
function inputOf({ body }: SdkRequest): Members {
  const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body ?? '{}');
  return JSON.parse(text) as Members;
}
