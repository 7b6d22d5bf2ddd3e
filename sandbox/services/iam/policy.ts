import { AwsError } from '../../kernel/errors.ts';
import { type Condition, isOperator } from './conditions.ts';

/** One statement, with every single value made a list of one. */
export interface Statement {
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[] | undefined;
  readonly notActions: readonly string[] | undefined;
  readonly resources: readonly string[] | undefined;
  readonly notResources: readonly string[] | undefined;
  readonly principals: Principals | undefined;
  readonly notPrincipals: Principals | undefined;
  readonly conditions: readonly Condition[];
}

/** Principals by their kind (`AWS`, `Service`, `Federated`); `*` is everyone. */
export type Principals = '*' | Readonly<Record<string, readonly string[]>>;

/** A policy document as it is evaluated; `source` is what was written, to be given back. */
export interface PolicyDocument {
  readonly statements: readonly Statement[];
  readonly source: unknown;
}

/** Reads a policy document, an object or JSON text; what cannot be one is refused as IAM refuses it. */
export function readPolicy(source: unknown): PolicyDocument {
  const document = typeof source === 'string' ? parse(source) : source;
  if (!isObject(document) || document.Statement === undefined) throw malformed('Syntax errors in policy.');
  return { source: document, statements: listOf(document.Statement).map(readStatement) };
}

function readStatement(value: unknown): Statement {
  if (!isObject(value)) throw malformed('Syntax errors in policy.');
  if (value.Effect !== 'Allow' && value.Effect !== 'Deny') throw malformed('Syntax errors in policy.');
  if (value.Action === undefined && value.NotAction === undefined)
    throw malformed('Policy statement must contain actions.');
  return {
    sid: typeof value.Sid === 'string' ? value.Sid : undefined,
    effect: value.Effect,
    actions: textsOf(value.Action),
    notActions: textsOf(value.NotAction),
    resources: textsOf(value.Resource),
    notResources: textsOf(value.NotResource),
    principals: principalsOf(value.Principal),
    notPrincipals: principalsOf(value.NotPrincipal),
    conditions: conditionsOf(value.Condition),
  };
}

function principalsOf(value: unknown): Principals | undefined {
  if (value === undefined) return undefined;
  if (value === '*') return '*';
  if (!isObject(value)) throw malformed('Invalid principal in policy.');
  return Object.fromEntries(Object.entries(value).map(([kind, names]) => [kind, textsOf(names) ?? []]));
}

function conditionsOf(value: unknown): readonly Condition[] {
  if (value === undefined) return [];
  if (!isObject(value)) throw malformed('Syntax errors in policy.');
  return Object.entries(value).flatMap(([operator, block]) => {
    if (!isObject(block)) throw malformed('Syntax errors in policy.');
    if (!isOperator(operator)) throw malformed(`Invalid Condition type : ${operator}.`);
    return Object.entries(block).map(([key, values]) => ({ operator, key, values: textsOf(values) ?? [] }));
  });
}

function textsOf(value: unknown): readonly string[] | undefined {
  return value === undefined ? undefined : listOf(value).map(String);
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('Syntax errors in policy.');
  }
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedPolicyDocument', message);
}
