import type { WireRequest } from '../../kernel/wire.ts';
import type { Principal, Scope } from '../../kernel/world.ts';

/** A request that was let in. */
export interface UrlRequest {
  readonly id: string;
  /** Within the function URL, as it was sent. */
  readonly path: string;
  readonly request: WireRequest;
  readonly principal: Principal | undefined;
  readonly requestId: string;
}

/**
 * The event of payload format 2.0 that a function URL makes of a request.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export function urlEvent(scope: Scope, url: UrlRequest): Record<string, unknown> {
  const { request, path } = url;
  const { cookie, ...headers } = request.headers;
  const query = request.query.toString();
  const host = `${url.id}.lambda-url.${scope.region}.on.aws`;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    ...(cookie !== undefined && { cookies: cookie.split(/;\s*/) }),
    headers: {
      ...headers,
      host,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'https',
      'x-forwarded-port': '443',
    },
    ...(query !== '' && { queryStringParameters: joined(request.query) }),
    requestContext: requestContext(scope, url, host),
    ...bodyOf(request),
  };
}

function requestContext(scope: Scope, { id, path, request, principal, requestId }: UrlRequest, host: string) {
  const now = scope.world.clock.now();
  return {
    accountId: principal === undefined ? 'anonymous' : scope.account,
    apiId: id,
    domainName: host,
    domainPrefix: id,
    http: {
      method: request.method,
      path,
      protocol: 'HTTP/1.1',
      sourceIp: '127.0.0.1',
      userAgent: request.headers['user-agent'] ?? '',
    },
    requestId,
    routeKey: '$default',
    stage: '$default',
    time: clfTime(new Date(now)),
    timeEpoch: now,
    ...(principal !== undefined && { authorizer: { iam: authorizer(scope, principal) } }),
  };
}

function authorizer({ account }: Scope, principal: Principal) {
  const userArn = principal.kind === 'service' ? principal.sourceArn : principal.arn;
  const userId = principal.kind === 'service' ? principal.service : principal.userId;
  return { accountId: account, callerId: userId, userArn, userId };
}

/** Several values of one name are joined with commas. */
function joined(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')]));
}

/** Which bodies come as text is not in the guide; forms come as base64 (unconfirmed, widely reported). */
function bodyOf({ body, headers }: WireRequest) {
  if (body.byteLength === 0) return { isBase64Encoded: false };
  const type = headers['content-type'] ?? '';
  const isText = /^(text\/|application\/(json|javascript|xml|[\w.-]+\+(json|xml)))/.test(type);
  return { body: Buffer.from(body).toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}

/** `12/Mar/2020:19:03:58 +0000` */
function clfTime(time: Date): string {
  const [, day, month, year, clock] = time.toUTCString().split(' ');
  return `${day}/${month}/${year}:${clock} +0000`;
}
