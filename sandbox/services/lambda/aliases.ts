import { AwsError } from '../../kernel/errors.ts';
import type { Scope } from '../../kernel/world.ts';
import { findVersion, functionArn } from './find-function.ts';
import { revisionMismatch } from './manage-function.ts';
import { type Body, invalidParameter, objectIn, textIn } from './read-input.ts';
import type { Alias, LambdaFunction } from './state.ts';

export function describeAlias(scope: Scope, { name }: LambdaFunction, alias: Alias): Record<string, unknown> {
  return {
    AliasArn: functionArn(scope, { name, qualifier: alias.name }),
    Name: alias.name,
    FunctionVersion: alias.functionVersion,
    Description: alias.description,
    RevisionId: alias.revisionId,
    ...(alias.additionalWeights.size > 0 && {
      RoutingConfig: { AdditionalVersionWeights: Object.fromEntries(alias.additionalWeights) },
    }),
  };
}

/** Makes an alias, or refuses as CreateAlias does. */
export function makeAlias(scope: Scope, target: LambdaFunction, input: Body): Alias {
  const name = textIn(input, 'Name') ?? '';
  if (!/^(?!^[0-9]+$)[a-zA-Z0-9_-]{1,128}$/.test(name)) {
    throw invalidParameter(
      `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: ` +
        'Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)',
    );
  }
  if (target.aliases.has(name)) {
    const arn = functionArn(scope, { name: target.name, qualifier: name });
    throw new AwsError('ResourceConflictException', `Alias already exists: ${arn}`, { status: 409 });
  }
  const nothing = {
    name,
    functionVersion: '$LATEST',
    description: '',
    additionalWeights: new Map(),
    revisionId: '',
  };
  return setAlias(scope, target, { current: nothing, input });
}

/**
 * Changes an alias under a new revision. Members that are absent stay, the weights among them: an empty
 * RoutingConfig ends a canary (facts: UpdateAlias, unconfirmed).
 */
export function setAlias(
  scope: Scope,
  target: LambdaFunction,
  { current, input }: { current: Alias; input: Body },
): Alias {
  const guard = textIn(input, 'RevisionId');
  if (guard !== undefined && guard !== current.revisionId) throw revisionMismatch();
  const alias: Alias = {
    name: current.name,
    functionVersion: textIn(input, 'FunctionVersion') ?? current.functionVersion,
    description: textIn(input, 'Description') ?? current.description,
    additionalWeights: weightsIn(input) ?? current.additionalWeights,
    revisionId: scope.world.ids.uuid(),
  };
  checkVersions(scope, target, alias);
  target.aliases.set(alias.name, alias);
  return alias;
}

/** Takes the API's form, a map, and CloudFormation's, a list. */
function weightsIn(input: Body): ReadonlyMap<string, number> | undefined {
  const routing = objectIn(input, 'RoutingConfig');
  if (routing === undefined) return undefined;
  const weights = routing['AdditionalVersionWeights'] ?? {};
  if (Array.isArray(weights))
    return new Map(
      weights.map((one: Body) => [String(one['FunctionVersion']), Number(one['FunctionWeight'])]),
    );
  return new Map(Object.entries(weights).map(([version, weight]) => [version, Number(weight)]));
}

function checkVersions(scope: Scope, { name }: LambdaFunction, alias: Alias): void {
  const main = findVersion(scope, { name, qualifier: alias.functionVersion });
  if (alias.additionalWeights.size > 1)
    throw invalidParameter('Number of items in AdditionalVersionWeights cannot be greater than 1');
  for (const [version, weight] of alias.additionalWeights) {
    if (!(weight >= 0 && weight <= 1))
      throw invalidParameter(`The weight of version ${version} must be between 0 and 1, not ${weight}.`);
    if (version === '$LATEST' || alias.functionVersion === '$LATEST')
      throw invalidParameter('$LATEST is not supported for an alias pointing to more than 1 version');
    if (version === alias.functionVersion)
      throw invalidParameter(
        `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
      );
    const other = findVersion(scope, { name, qualifier: version });
    if (other.role !== main.role)
      throw invalidParameter('Both versions of an alias with weights must have the same execution role.');
  }
}
