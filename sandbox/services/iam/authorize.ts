import type { AccessRequest, ConditionValues } from '../../kernel/access-request.ts';
import { AwsError } from '../../kernel/errors.ts';
import type { Principal, Scope } from '../../kernel/world.ts';
import type { RequestContext } from './conditions.ts';
import { type AccessQuestion, type Decision, evaluate } from './evaluate.ts';
import { boundaryOf } from './permissions-boundary.ts';
import { readPolicy } from './policy.ts';
import type { Role } from './state.ts';
import { policiesOf, recordRefusal, recordUse } from './usage.ts';

/**
 * Returns when the policies of the caller allow the action on every resource, and so does the permissions boundary of
 * a role that has one; else throws the AccessDenied that AWS words. The account's administrator may do everything.
 */
export function authorize(scope: Scope, principal: Principal, request: AccessRequest): void {
  if (principal.kind === 'user') return;
  const context = contextOf(principal, globalConditions(scope), request.conditions);
  const { action } = request;
  const resources = typeof request.resources === 'string' ? [request.resources] : request.resources;
  for (const resource of resources) {
    const { decision, policies } = decide(scope, principal, { action, resource, context });
    if (decision.kind === 'allow') {
      if (principal.kind === 'role')
        recordUse(scope, principal.roleArn, { statement: decision.statement, action });
      continue;
    }
    const error = accessDenied({ principal, action, resource, decision, policies });
    recordRefusal(scope, { principal: nameOf(principal), action, resource, reason: error.message });
    throw error;
  }
}

/**
 * What a caller's own policies say and, when they allow it, what the boundary of its role says of it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
function decide(
  scope: Scope,
  principal: Principal,
  question: AccessQuestion,
): { readonly decision: Decision; readonly policies: 'identity-based' | 'boundary' } {
  if (principal.kind !== 'role') return { decision: evaluate([], question), policies: 'identity-based' };
  const own = evaluate(
    policiesOf(scope, principal.roleArn).map(([, policy]) => policy),
    question,
  );
  const boundary = boundaryOf(scope, principal.roleArn);
  if (own.kind !== 'allow' || boundary === undefined) return { decision: own, policies: 'identity-based' };
  const bounded = evaluate([boundary], question);
  return bounded.kind === 'allow'
    ? { decision: own, policies: 'identity-based' }
    : { decision: bounded, policies: 'boundary' };
}

/**
 * Returns when a resource's own policy (an object, or JSON text) allows the caller the action on it, else
 * throws the AccessDenied that AWS words. `aws:SourceArn` and `aws:SourceAccount` of a service come from the
 * caller. Without a policy nothing is allowed.
 */
export function authorizeResource(
  policy: unknown,
  request: {
    readonly principal: Principal;
    readonly action: string;
    readonly resource: string;
    readonly conditions?: ConditionValues;
  },
): void {
  const { principal, action, resource } = request;
  const decision: Decision =
    policy === undefined
      ? { kind: 'implicit-deny' }
      : evaluate([readPolicy(policy)], {
          action,
          resource,
          principal,
          context: contextOf(principal, sourceConditions(principal), request.conditions),
        });
  if (decision.kind !== 'allow')
    throw accessDenied({ principal, action, resource, decision, policies: 'resource-based' });
}

/** What the policies of a role, and its boundary, say to one question of a session of it; nothing is noted. */
export function simulateRole(
  scope: Scope,
  role: Role,
  question: { readonly action: string; readonly resource: string },
): Decision['kind'] {
  const session = { kind: 'role', arn: role.arn, roleArn: role.arn, userId: role.roleId } as const;
  const context = contextOf(session, globalConditions(scope));
  return decide(scope, session, { ...question, context }).decision.kind;
}

/** IAM user guide, "Troubleshoot access denied error messages". */
const policyWords = {
  'identity-based': { one: 'an identity-based policy', none: 'no identity-based policy' },
  'resource-based': { one: 'a resource-based policy', none: 'no resource-based policy' },
  boundary: { one: 'a permissions boundary', none: 'no permissions boundary' },
} as const;

function accessDenied(denial: {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly decision: Decision;
  readonly policies: keyof typeof policyWords;
}): AwsError {
  const { principal, action, resource, policies } = denial;
  const { one, none } = policyWords[policies];
  const why =
    denial.decision.kind === 'explicit-deny'
      ? `with an explicit deny in ${one}`
      : `because ${none} allows the ${action} action`;
  return new AwsError(
    'AccessDeniedException',
    `User: ${nameOf(principal)} is not authorized to perform: ${action} on resource: ${resource} ${why}`,
    { queryCode: 'AccessDenied' },
  );
}

function nameOf(principal: Principal): string {
  return principal.kind === 'service' ? principal.service : principal.arn;
}

function contextOf(
  principal: Principal,
  known: ConditionValues,
  given: ConditionValues = {},
): RequestContext {
  const context = new Map<string, readonly string[]>();
  const put = (key: string, value: string | readonly string[]) =>
    context.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
  for (const [key, value] of Object.entries(principalConditions(principal))) put(key, value);
  for (const [key, value] of Object.entries(known)) put(key, value);
  for (const [key, value] of Object.entries(given)) put(key, value);
  return context;
}

function globalConditions({ world, region }: Scope): ConditionValues {
  const now = world.clock.now();
  return {
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:RequestedRegion': region,
    // The sandbox's own loopback stands for AWS's TLS, or policies that insist on it would refuse everything.
    'aws:SecureTransport': 'true',
    'aws:SourceIp': '127.0.0.1',
  };
}

function principalConditions(principal: Principal): ConditionValues {
  if (principal.kind === 'service') return { 'aws:PrincipalIsAWSService': 'true' };
  const account = principal.arn.split(':')[4] ?? '';
  return {
    'aws:PrincipalAccount': account,
    'aws:PrincipalArn': principal.kind === 'role' ? principal.roleArn : principal.arn,
    'aws:PrincipalIsAWSService': 'false',
    'aws:PrincipalType': principal.kind === 'role' ? 'AssumedRole' : 'User',
    'aws:userid': principal.userId,
    ...(principal.kind === 'user' && { 'aws:username': principal.arn.split('/').at(-1) ?? '' }),
  };
}

function sourceConditions(principal: Principal): ConditionValues {
  if (principal.kind !== 'service') return {};
  return {
    'aws:SourceArn': principal.sourceArn,
    'aws:SourceAccount': principal.sourceArn.split(':')[4] ?? '',
    'aws:PrincipalServiceName': principal.service,
  };
}
