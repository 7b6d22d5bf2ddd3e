import type { IncomingMessage, ServerResponse } from 'node:http';
import { authenticate } from '../../kernel/authenticate.ts';
import { AwsError } from '../../kernel/errors.ts';
import { authorize, authorizeResource } from '../../kernel/offers/iam.ts';
import { readSignature } from '../../kernel/signature.ts';
import type { WireRequest } from '../../kernel/wire.ts';
import { type Principal, type Scope, scopeOf, type World } from '../../kernel/world.ts';
import { type FunctionReference, findFunction, functionArn, versionToRun } from './find-function.ts';
import { policyOf } from './permissions.ts';
import { runFunction } from './run-function.ts';
import { type FunctionUrl, functionUrls } from './state.ts';
import { urlAnswer } from './url-answer.ts';
import { urlEvent } from './url-event.ts';

const prefix = '/_lambda-url/';
/** A request to a function URL may have this much body (API reference, Invoke: the synchronous payload). */
const largestBody = 6 * 1024 * 1024;

/**
 * Answers `/_lambda-url/<id>/<path>` as Lambda answers a function URL: the request becomes an event of payload
 * format 2.0, and what the function returns becomes the response. Refuses with 403 whom the URL's AuthType and
 * the function's policies do not let in.
 */
export async function handleFunctionUrl(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answer = await answerUrl(world, await wireRequestOf(request)).catch(failure);
  response.writeHead(answer.status, answer.headers);
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}

async function answerUrl(world: World, request: WireRequest) {
  const [, id = '', path = '/'] = /^\/_lambda-url\/([^/]*)(\/.*)?$/.exec(request.path) ?? [];
  const home = scopeOf(world, 'us-east-1');
  const entry = functionUrls(home).get(id);
  if (entry === undefined) throw forbidden();
  const scope = scopeOf(world, entry.region);
  const reference = { name: entry.functionName, qualifier: entry.qualifier };
  const url = findFunction(scope, reference).urls.get(entry.qualifier);
  if (url === undefined) throw forbidden();
  if (request.body.byteLength > largestBody) throw tooLarge();
  const principal = letIn(scope, { reference, url, request });
  const requestId = world.ids.uuid();
  const answer = await runFunction(scope, {
    version: versionToRun(scope, reference),
    invokedFunctionArn: functionArn(scope, reference),
    requestId,
    payload: JSON.stringify(urlEvent(scope, { id, path, request, principal, requestId })),
    trigger: 'FunctionUrl',
  });
  return urlAnswer(answer, requestId);
}

/** Gives the caller, `undefined` for anyone; throws the 403. Since October 2025 both actions are needed. */
function letIn(
  scope: Scope,
  asked: { reference: FunctionReference; url: FunctionUrl; request: WireRequest },
): Principal | undefined {
  const { reference, url, request } = asked;
  const principal = url.authType === 'AWS_IAM' ? signer(scope.world, request) : undefined;
  const resource = functionArn(scope, reference);
  const policy = policyOf(findFunction(scope, reference), reference.qualifier);
  const question = { principal: principal ?? anyone, resource };
  for (const [action, conditions] of neededActions(url)) {
    try {
      authorizeResource(scope, { policy, ...question, action, conditions });
    } catch {
      // Within one account the caller's own policy is as good as the function's.
      if (principal === undefined) throw forbidden();
      authorize(scope, principal, { action, resources: resource, conditions });
    }
  }
  return principal;
}

/** AWS guide, "Control access to Lambda function URLs". */
function neededActions({ authType }: FunctionUrl): [action: string, conditions: Record<string, string>][] {
  return [
    ['lambda:InvokeFunctionUrl', { 'lambda:FunctionUrlAuthType': authType }],
    ['lambda:InvokeFunction', { 'lambda:InvokedViaFunctionUrl': 'true' }],
  ];
}

/** Nobody in particular: only a statement for `*` is about them. */
const anyone: Principal = { kind: 'user', arn: 'anonymous', userId: 'anonymous' };

function signer(world: World, request: WireRequest): Principal {
  const signature = readSignature(request);
  if (signature === undefined) throw forbidden();
  return authenticate(world, request, { signature, isTrusted: false, service: 'lambda' });
}

function forbidden(): AwsError {
  return new AwsError(
    'AccessDeniedException',
    'Forbidden. For troubleshooting Function URL authorization issues, see: ' +
      'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
    { status: 403 },
  );
}

function tooLarge(): AwsError {
  return new AwsError('RequestEntityTooLargeException', 'Request must be smaller than 6291456 bytes', {
    status: 413,
  });
}

function failure(error: unknown) {
  if (!(error instanceof AwsError)) throw error;
  const status = error.code.startsWith('AccessDenied') || error.status < 401 ? 403 : error.status;
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code },
    body: Buffer.from(JSON.stringify({ Message: error.message })),
  };
}

async function wireRequestOf(request: IncomingMessage): Promise<WireRequest> {
  const url = request.url ?? prefix;
  const mark = url.indexOf('?');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return {
    method: request.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)),
    headers,
    body: Buffer.concat(chunks),
  };
}
