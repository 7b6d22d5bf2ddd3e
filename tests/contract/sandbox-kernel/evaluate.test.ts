import { describe, expect, it } from 'vitest';
import { type AccessQuestion, evaluate } from '../../../sandbox/services/iam/evaluate.ts';
import { readPolicy } from '../../../sandbox/services/iam/policy.ts';

const ledger = 'arn:aws:codecommit:us-east-1:111122223333:ledger';

function ask(
  statement: object | object[],
  question: Partial<Omit<AccessQuestion, 'context'>> & { keys?: Record<string, string | string[]> } = {},
): string {
  const context = new Map(
    Object.entries(question.keys ?? {}).map(([key, value]) => [key.toLowerCase(), [value].flat()]),
  );
  return evaluate([readPolicy({ Version: '2012-10-17', Statement: statement })], {
    action: 'codecommit:GetBranch',
    resource: ledger,
    ...question,
    context,
  }).kind;
}

const allow = (rest: object = {}) => ({
  Effect: 'Allow',
  Action: 'codecommit:GetBranch',
  Resource: ledger,
  ...rest,
});

describe('what statements are about', () => {
  it('denies what no statement allows', () => {
    expect(ask(allow({ Action: 'codecommit:GetCommit' }))).toBe('implicit-deny');
    expect(ask([])).toBe('implicit-deny');
  });

  it('allows the exact action on the exact resource', () => {
    expect(ask(allow())).toBe('allow');
  });

  it('lets one denying statement win over every allowing one, in any order', () => {
    const deny = { Effect: 'Deny', Action: '*', Resource: '*' };

    expect(ask([allow(), deny])).toBe('explicit-deny');
    expect(ask([deny, allow()])).toBe('explicit-deny');
  });

  it.each([
    ['codecommit:getbranch', 'allow'],
    ['codecommit:Get*', 'allow'],
    ['codecommit:Get??????', 'allow'],
    ['codecommit:Get?????', 'implicit-deny'],
    ['*', 'allow'],
    ['codebuild:*', 'implicit-deny'],
    ['*:*Branch', 'allow'],
  ])('reads the action pattern %s', (pattern, decision) => {
    expect(ask(allow({ Action: pattern }))).toBe(decision);
  });

  it.each([
    ['arn:aws:codecommit:*:111122223333:ledger', 'allow'],
    ['arn:aws:codecommit:us-east-1:111122223333:led*', 'allow'],
    ['arn:aws:codecommit:us-east-1:111122223333:Ledger', 'implicit-deny'],
    ['arn:aws:codecommit:us-east-1:111122223333:*-ledger', 'implicit-deny'],
    ['arn:aws:codecommit:us-east-1:111122223333:ledge', 'implicit-deny'],
    ['arn:*ledger', 'allow'],
  ])('reads the resource pattern %s', (pattern, decision) => {
    expect(ask(allow({ Resource: pattern }))).toBe(decision);
  });

  it('takes NotAction and NotResource as everything else', () => {
    expect(ask({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })).toBe('allow');
    expect(ask({ Effect: 'Allow', NotAction: 'codecommit:*', Resource: '*' })).toBe('implicit-deny');
    expect(ask({ Effect: 'Allow', Action: '*', NotResource: ledger })).toBe('implicit-deny');
    expect(ask({ Effect: 'Allow', Action: '*', NotResource: `${ledger}-2` })).toBe('allow');
  });

  it('puts policy variables in as they are, stars and all', () => {
    const own = allow({ Resource: 'arn:aws:codecommit:us-east-1:111122223333:${aws:username}' });

    expect(ask(own, { keys: { 'aws:username': 'ledger' } })).toBe('allow');
    expect(ask(own, { keys: { 'aws:username': '*' } })).toBe('implicit-deny');
    expect(ask(own)).toBe('implicit-deny');
    expect(ask(allow({ Resource: "arn:*:${aws:username, 'ledger'}" }))).toBe('allow');
    expect(ask(allow({ Resource: 'a${*}b' }), { resource: 'a*b' })).toBe('allow');
    expect(ask(allow({ Resource: 'a${*}b' }), { resource: 'axb' })).toBe('implicit-deny');
  });
});

describe('conditions', () => {
  it.each([
    ['StringEquals', 'main', 'main', 'allow'],
    ['StringEquals', 'main', 'Main', 'implicit-deny'],
    ['StringEqualsIgnoreCase', 'main', 'MAIN', 'allow'],
    ['StringNotEquals', 'main', 'dev', 'allow'],
    ['StringNotEquals', 'main', 'main', 'implicit-deny'],
    ['StringLike', 'refs/heads/*', 'refs/heads/main', 'allow'],
    ['StringNotLike', 'refs/heads/*', 'refs/heads/main', 'implicit-deny'],
    [
      'ArnLike',
      'arn:aws:events:*:111122223333:rule/*',
      'arn:aws:events:us-east-1:111122223333:rule/a/b',
      'allow',
    ],
    [
      'ArnEquals',
      'arn:aws:events:*:111122223333:rule/x',
      'arn:aws:events:us-east-1:111122223333:rule/x',
      'allow',
    ],
    ['ArnLike', 'arn:aws:events:*:rule/x', 'arn:aws:events:us-east-1:111122223333:rule/x', 'implicit-deny'],
    ['ArnNotLike', 'arn:aws:events:*:*:rule/x', 'arn:aws:events:us-east-1:111122223333:rule/y', 'allow'],
    ['Bool', 'true', 'true', 'allow'],
    ['Bool', 'true', 'false', 'implicit-deny'],
    ['NumericEquals', '10', '10.0', 'allow'],
    ['NumericLessThan', '10', '9', 'allow'],
    ['NumericLessThan', '10', '10', 'implicit-deny'],
    ['NumericLessThanEquals', '10', '10', 'allow'],
    ['NumericGreaterThan', '10', '9', 'implicit-deny'],
    ['NumericGreaterThanEquals', '10', '11', 'allow'],
    ['NumericNotEquals', '10', '11', 'allow'],
    ['DateLessThan', '2026-12-01T00:00:00Z', '2026-11-23T08:00:00Z', 'allow'],
    ['DateGreaterThan', '2026-12-01T00:00:00Z', '2026-11-23T08:00:00Z', 'implicit-deny'],
    ['DateEquals', '1763884800', '2025-11-23T08:00:00Z', 'allow'],
    ['IpAddress', '127.0.0.0/8', '127.0.0.1', 'allow'],
    ['IpAddress', '10.0.0.0/8', '127.0.0.1', 'implicit-deny'],
    ['NotIpAddress', '10.0.0.0/8', '127.0.0.1', 'allow'],
    ['IpAddress', '2001:db8::/32', '2001:db8::7', 'allow'],
    ['IpAddress', '2001:db8::/32', '127.0.0.1', 'implicit-deny'],
    ['StringEqualsIfExists', 'main', 'dev', 'implicit-deny'],
  ])('%s %s of %s', (...[operator, wanted, actual, decision]) => {
    const statement = allow({ Condition: { [operator]: { 'Test:Key': wanted } } });

    expect(ask(statement, { keys: { 'test:key': actual } })).toBe(decision);
  });

  it.each([
    ['StringEquals', 'implicit-deny'],
    ['StringEqualsIfExists', 'allow'],
    ['StringNotEquals', 'allow'],
    ['ForAllValues:StringEquals', 'allow'],
    ['ForAnyValue:StringEquals', 'implicit-deny'],
    ['ForAnyValue:StringNotEquals', 'implicit-deny'],
  ])('%s without the key in the request', (operator, decision) => {
    expect(ask(allow({ Condition: { [operator]: { 'test:key': 'x' } } }))).toBe(decision);
  });

  it('Null asks whether the key is there', () => {
    expect(ask(allow({ Condition: { Null: { 'test:key': 'true' } } }))).toBe('allow');
    expect(ask(allow({ Condition: { Null: { 'test:key': true } } }), { keys: { 'test:key': 'x' } })).toBe(
      'implicit-deny',
    );
    expect(ask(allow({ Condition: { Null: { 'test:key': 'false' } } }), { keys: { 'test:key': 'x' } })).toBe(
      'allow',
    );
  });

  it('needs one of several wanted values, and none of them when negated', () => {
    const either = allow({ Condition: { StringEquals: { 'test:key': ['a', 'b'] } } });
    const neither = allow({ Condition: { StringNotEquals: { 'test:key': ['a', 'b'] } } });

    expect(ask(either, { keys: { 'test:key': 'b' } })).toBe('allow');
    expect(ask(neither, { keys: { 'test:key': 'b' } })).toBe('implicit-deny');
    expect(ask(neither, { keys: { 'test:key': 'c' } })).toBe('allow');
  });

  it('ForAllValues needs every value of the request, ForAnyValue one', () => {
    const all = allow({ Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['a', 'b'] } } });
    const any = allow({ Condition: { 'ForAnyValue:StringEquals': { 'dynamodb:LeadingKeys': ['a', 'b'] } } });

    expect(ask(all, { keys: { 'dynamodb:LeadingKeys': ['a', 'b'] } })).toBe('allow');
    expect(ask(all, { keys: { 'dynamodb:LeadingKeys': ['a', 'c'] } })).toBe('implicit-deny');
    expect(ask(any, { keys: { 'dynamodb:LeadingKeys': ['a', 'c'] } })).toBe('allow');
    expect(ask(any, { keys: { 'dynamodb:LeadingKeys': ['c'] } })).toBe('implicit-deny');
  });

  it('needs every condition of a statement', () => {
    const both = allow({ Condition: { StringEquals: { a: '1' }, Bool: { b: 'true' } } });

    expect(ask(both, { keys: { a: '1', b: 'true' } })).toBe('allow');
    expect(ask(both, { keys: { a: '1', b: 'false' } })).toBe('implicit-deny');
  });
});

describe('resource policies', () => {
  const events = {
    kind: 'service',
    service: 'events.amazonaws.com',
    sourceArn: 'arn:aws:events:us-east-1:111122223333:rule/r',
  } as const;
  const role = {
    kind: 'role',
    arn: 'arn:aws:sts::111122223333:assumed-role/deployer/s',
    roleArn: 'arn:aws:iam::111122223333:role/deployer',
    userId: 'AROA1:s',
  } as const;

  it.each([
    ['everyone', '*', 'allow', 'allow'],
    ['its service', { Service: 'events.amazonaws.com' }, 'allow', 'implicit-deny'],
    ['another service', { Service: 'sns.amazonaws.com' }, 'implicit-deny', 'implicit-deny'],
    ['everyone of AWS', { AWS: '*' }, 'implicit-deny', 'allow'],
    ['the account', { AWS: '111122223333' }, 'implicit-deny', 'allow'],
    ['the root of the account', { AWS: 'arn:aws:iam::111122223333:root' }, 'implicit-deny', 'allow'],
    ['another account', { AWS: ['arn:aws:iam::444455556666:root'] }, 'implicit-deny', 'implicit-deny'],
    ['the role', { AWS: 'arn:aws:iam::111122223333:role/deployer' }, 'implicit-deny', 'allow'],
    ['the session', { AWS: 'arn:aws:sts::111122223333:assumed-role/deployer/s' }, 'implicit-deny', 'allow'],
    [
      'another session',
      { AWS: 'arn:aws:sts::111122223333:assumed-role/deployer/t' },
      'implicit-deny',
      'implicit-deny',
    ],
  ])('that name %s', (...[, Principal, forService, forRole]) => {
    expect(ask(allow({ Principal }), { principal: events })).toBe(forService);
    expect(ask(allow({ Principal }), { principal: role })).toBe(forRole);
  });

  it('address nobody without a principal, and all others with NotPrincipal', () => {
    expect(ask(allow(), { principal: role })).toBe('implicit-deny');
    expect(ask(allow({ NotPrincipal: { AWS: role.roleArn } }), { principal: role })).toBe('implicit-deny');
    expect(ask(allow({ NotPrincipal: { AWS: role.roleArn } }), { principal: events })).toBe('allow');
  });
});

describe('documents that are none', () => {
  it.each([
    ['{', 'Syntax errors in policy.'],
    ['{}', 'Syntax errors in policy.'],
    [{ Statement: { Effect: 'allow', Action: '*' } }, 'Syntax errors in policy.'],
    [{ Statement: { Effect: 'Allow', Resource: '*' } }, 'Policy statement must contain actions.'],
    [{ Statement: allow({ Condition: { StringIs: { a: 'b' } } }) }, 'Invalid Condition type : StringIs.'],
  ])('refuses %j', (source, message) => {
    expect(() => readPolicy(source)).toThrow(
      expect.objectContaining({ code: 'MalformedPolicyDocument', message }),
    );
  });
});
