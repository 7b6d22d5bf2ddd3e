import { AwsError } from '../../kernel/errors.ts';
import { arnOf, type Scope } from '../../kernel/world.ts';
import { type Alias, type FunctionVersion, type LambdaFunction, lambdaState } from './state.ts';

/** A function's name and, where one was given, the version or alias of it; `''` means none. */
export interface FunctionReference {
  readonly name: string;
  readonly qualifier: string;
}

/**
 * Reads the forms that Lambda takes: a name, an ARN or `account:function:name`, each with or without a
 * qualifier at its end (API reference, FunctionName of Invoke).
 */
export function readReference(text: string, qualifier = ''): FunctionReference {
  const parts = text.split(':');
  const at = parts.indexOf('function');
  const [name = '', own = ''] = at < 0 ? parts : parts.slice(at + 1);
  return { name, qualifier: own || qualifier };
}

/** The ARN of a function, or of a version or alias of it. */
export function functionArn(scope: Scope, { name, qualifier }: FunctionReference): string {
  return arnOf(scope, 'lambda', `function:${name}${qualifier && `:${qualifier}`}`);
}

/** Lambda's error for what is not there. */
export function resourceNotFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message, { status: 404 });
}

/** The function, or ResourceNotFoundException with the ARN that was asked for. */
export function findFunction(scope: Scope, reference: FunctionReference): LambdaFunction {
  const found = lambdaState(scope).functions.get(reference.name);
  if (found === undefined) throw resourceNotFound(`Function not found: ${functionArn(scope, reference)}`);
  return found;
}

/** The alias, or ResourceNotFoundException. */
export function findAlias(scope: Scope, reference: FunctionReference): Alias {
  const alias = findFunction(scope, reference).aliases.get(reference.qualifier);
  if (alias === undefined) throw resourceNotFound(`Cannot find alias arn: ${functionArn(scope, reference)}`);
  return alias;
}

/**
 * The version that a reference means: the one it names, the alias's, or `$LATEST`. An alias's additional
 * version is left aside; see `versionToRun`.
 */
export function findVersion(scope: Scope, reference: FunctionReference): FunctionVersion {
  const found = findFunction(scope, reference);
  return versionOf(scope, reference, found.aliases.get(reference.qualifier)?.functionVersion);
}

/** The version that a call runs: an alias with weights draws one of its two versions. */
export function versionToRun(scope: Scope, reference: FunctionReference): FunctionVersion {
  const alias = findFunction(scope, reference).aliases.get(reference.qualifier);
  if (alias === undefined || alias.additionalWeights.size === 0) return findVersion(scope, reference);
  let draw = scope.world.ids.random();
  for (const [version, weight] of alias.additionalWeights) {
    if (draw < weight) return versionOf(scope, reference, version);
    draw -= weight;
  }
  return versionOf(scope, reference, alias.functionVersion);
}

function versionOf(
  scope: Scope,
  reference: FunctionReference,
  version = reference.qualifier || '$LATEST',
): FunctionVersion {
  const { latest, published } = findFunction(scope, reference);
  const found = version === '$LATEST' ? latest : published.get(version);
  if (found === undefined) throw resourceNotFound(`Function not found: ${functionArn(scope, reference)}`);
  return found;
}
