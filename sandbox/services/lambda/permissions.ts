import { AwsError } from '../../kernel/errors.ts';
import type { Scope } from '../../kernel/world.ts';
import { type FunctionReference, findVersion, functionArn } from './find-function.ts';
import { type Body, invalidParameter, textIn } from './read-input.ts';
import type { LambdaFunction, PolicyStatement } from './state.ts';

/** The resource policy of a function or of one qualifier of it; `undefined` when it has no statements. */
export function policyOf({ policies }: LambdaFunction, qualifier: string) {
  const statements = policies.get(qualifier);
  if (statements === undefined || statements.length === 0) return undefined;
  return { Version: '2012-10-17', Id: 'default', Statement: statements };
}

/** Adds the statement that AddPermission's input describes; one with the same id is refused. */
export function addStatement(
  scope: Scope,
  target: LambdaFunction,
  { qualifier, input }: { qualifier: string; input: Body },
): PolicyStatement {
  const reference = { name: target.name, qualifier };
  findVersion(scope, reference);
  const statements = target.policies.get(qualifier) ?? [];
  const Sid = textIn(input, 'StatementId') ?? '';
  if (Sid === '') throw invalidParameter('A permission needs a StatementId.');
  if (statements.some((statement) => statement.Sid === Sid)) {
    throw new AwsError(
      'ResourceConflictException',
      `The statement id (${Sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      { status: 409 },
    );
  }
  const statement = statementOf(scope, reference, { Sid, input });
  const following = [...statements, statement];
  checkLength(following);
  target.policies.set(qualifier, following);
  return statement;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (resource-based policy, 20 KB) */
function checkLength(Statement: readonly PolicyStatement[]): void {
  const size = JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement }).length;
  if (size > 20_480)
    throw new AwsError(
      'PolicyLengthExceededException',
      `The final policy size (${size}) is bigger than the limit (20480).`,
      { status: 400 },
    );
}

/** Removes the statement, or says whether there was none. */
export function removeStatement(target: LambdaFunction, qualifier: string, sid: string): boolean {
  const statements = target.policies.get(qualifier) ?? [];
  const left = statements.filter(({ Sid }) => Sid !== sid);
  target.policies.set(qualifier, left);
  return left.length < statements.length;
}

function statementOf(
  scope: Scope,
  reference: FunctionReference,
  { Sid, input }: { Sid: string; input: Body },
): PolicyStatement {
  const Action = textIn(input, 'Action') ?? '';
  if (!/^(lambda:[*]|lambda:[a-zA-Z]+|[*])$/.test(Action))
    throw invalidParameter(`The action ${Action} is not one of Lambda's, for example lambda:InvokeFunction.`);
  const conditions = conditionsOf(input);
  return {
    Sid,
    Effect: 'Allow',
    Principal: principalOf(textIn(input, 'Principal') ?? ''),
    Action,
    Resource: functionArn(scope, reference),
    ...(Object.keys(conditions).length > 0 && { Condition: conditions }),
  };
}

function principalOf(principal: string): PolicyStatement['Principal'] {
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  if (principal.startsWith('arn:')) return { AWS: principal };
  if (principal.includes('.')) return { Service: principal };
  throw invalidParameter('The provided principal was invalid. Please check the principal and try again.');
}

function conditionsOf(input: Body): Record<string, Record<string, string>> {
  const conditions: Record<string, Record<string, string>> = {};
  const add = (operator: string, key: string, value: unknown) => {
    if (value === undefined || value === null) return;
    conditions[operator] = { ...conditions[operator], [key]: String(value) };
  };
  add('ArnLike', 'AWS:SourceArn', input['SourceArn']);
  add('StringEquals', 'AWS:SourceAccount', input['SourceAccount']);
  add('StringEquals', 'aws:PrincipalOrgID', input['PrincipalOrgID']);
  add('StringEquals', 'lambda:FunctionUrlAuthType', input['FunctionUrlAuthType']);
  add('StringEquals', 'lambda:EventSourceToken', input['EventSourceToken']);
  add('Bool', 'lambda:InvokedViaFunctionUrl', input['InvokedViaFunctionUrl']);
  return conditions;
}
