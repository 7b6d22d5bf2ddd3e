import { AwsError } from '../../kernel/errors.ts';
import { arnOf, type Scope } from '../../kernel/world.ts';
import { type Parameter, type ParameterVersion, ssmState } from './state.ts';

/** The ARN of a parameter; a leading slash of the name is the one after `parameter`. */
export function parameterArn(scope: Scope, name: string): string {
  return arnOf(scope, 'ssm', `parameter/${name.replace(/^\//, '')}`);
}

/** The name in what a caller gives: a name or an ARN, with `:VERSION` behind it or not. */
export function readSelector(given: string): { name: string; version: number | undefined } {
  let text = given;
  if (text.startsWith('arn:')) {
    const path = text.slice(text.indexOf(':parameter/') + ':parameter'.length);
    // In an ARN a plain name and a path of one part look the same; names with more parts begin with a slash.
    text = path.indexOf('/', 1) < 0 ? path.slice(1) : path;
  }
  const [, name = text, version] = /^(.*):(\d+)$/.exec(text) ?? [];
  return { name, version: version === undefined ? undefined : Number(version) };
}

/** The version of a parameter that a selector names, the newest without one; nothing when there is none. */
export function lookUp(
  scope: Scope,
  given: string,
): { parameter: Parameter; version: ParameterVersion | undefined } | undefined {
  const { name, version } = readSelector(given);
  const { parameters } = ssmState(scope);
  const parameter = parameters.get(name) ?? parameters.get(`/${name}`);
  if (parameter === undefined) return undefined;
  const found =
    version === undefined
      ? parameter.versions.at(-1)
      : parameter.versions.find((one) => one.version === version);
  return { parameter, version: found };
}

/** As `lookUp`; declines with ParameterNotFound or ParameterVersionNotFound. */
export function findParameter(
  scope: Scope,
  given: string,
): { parameter: Parameter; version: ParameterVersion } {
  const found = lookUp(scope, given);
  if (found === undefined) throw new AwsError('ParameterNotFound', `Parameter ${given} not found.`);
  const { parameter, version } = found;
  if (version === undefined)
    throw new AwsError(
      'ParameterVersionNotFound',
      `Systems Manager could not find version ${readSelector(given).version} of ${parameter.name}. Verify the version and try again.`,
    );
  return { parameter, version };
}
