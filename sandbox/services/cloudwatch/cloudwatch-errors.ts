import { AwsError } from '../../kernel/errors.ts';

/** A parameter whose value cannot be taken; the Query protocol knows it under a shorter name. */
export function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message, { queryCode: 'InvalidParameterValue' });
}

export function missingParameter(name: string): AwsError {
  return new AwsError('MissingRequiredParameterException', `The parameter ${name} is required.`, {
    queryCode: 'MissingParameter',
  });
}

export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
