import { AwsError } from '../../kernel/errors.ts';
import type { Scope } from '../../kernel/world.ts';
import { parameterArn } from './find-parameter.ts';
import { type Parameter, type ParameterType, ssmState } from './state.ts';

/** A parameter as PutParameter takes it. */
export interface ParameterInput {
  readonly Name: string;
  readonly Value: string;
  readonly Type?: string;
  readonly Description?: string;
  readonly Overwrite?: boolean;
  readonly DataType?: string;
  readonly AllowedPattern?: string;
}

const types: readonly string[] = ['String', 'StringList', 'SecureString'] satisfies ParameterType[];

/** Makes a parameter or adds a version to it; declines what PutParameter declines. */
export function writeParameter(scope: Scope, input: ParameterInput, changedBy: string): number {
  const { parameters } = ssmState(scope);
  checkName(input.Name);
  checkValue(input);
  const existing = parameters.get(input.Name);
  if (existing !== undefined && input.Overwrite !== true)
    throw new AwsError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  const parameter = existing ?? emptyParameter(scope, input);
  const last = parameter.versions.at(-1);
  const version = (last?.version ?? 0) + 1;
  const type = readType(input.Type ?? last?.type);
  parameter.versions.push({
    version,
    type,
    value: input.Value,
    changedAt: scope.world.clock.now(),
    changedBy,
  });
  if (parameter.versions.length > 100) parameter.versions.shift();
  if (input.Description !== undefined) parameter.description = input.Description;
  parameters.set(parameter.name, parameter);
  return version;
}

function emptyParameter(scope: Scope, { Name, DataType = 'text' }: ParameterInput): Parameter {
  return { name: Name, arn: parameterArn(scope, Name), dataType: DataType, versions: [] };
}

function readType(type: string | undefined): ParameterType {
  if (type === undefined)
    throw new AwsError('ValidationException', 'A parameter type is required when you create a parameter.');
  if (!types.includes(type))
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value '${type}' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [SecureString, StringList, String]`,
    );
  return type as ParameterType;
}

function checkName(name: string): void {
  const isPath = name.includes('/');
  if (!/^[A-Za-z0-9_.\-/]{1,1011}$/.test(name) || (isPath && !name.startsWith('/')) || name.endsWith('/'))
    throw new AwsError(
      'ValidationException',
      `Parameter name "${name}" is not valid: only a mix of letters, numbers and the symbols .-_ is allowed, and "/" between the parts of a name that begins with "/".`,
    );
  if (/^\/?(aws|ssm)/i.test(name))
    throw new AwsError(
      'ValidationException',
      `Parameter name "${name}" is not valid: it can't be prefixed with "aws" or "ssm" (case-insensitive).`,
    );
}

function checkValue({ Value, AllowedPattern, Name }: ParameterInput): void {
  if (typeof Value !== 'string' || Value === '')
    throw new AwsError(
      'ValidationException',
      "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.",
    );
  if (Buffer.byteLength(Value) > 8192)
    throw new AwsError(
      'ValidationException',
      'Advanced tier parameters support a maximum parameter value of 8192 characters.',
    );
  if (AllowedPattern !== undefined && !new RegExp(AllowedPattern).test(Value))
    throw new AwsError(
      'ParameterPatternMismatchException',
      `Parameter value, cannot be validated against allowedPattern: ${AllowedPattern} (parameter ${Name})`,
    );
}
