import { defineState } from '../../kernel/world.ts';

export type ParameterType = 'String' | 'StringList' | 'SecureString';

/** One version of a parameter; `changedAt` is epoch milliseconds. */
export interface ParameterVersion {
  readonly version: number;
  readonly type: ParameterType;
  readonly value: string;
  readonly changedAt: number;
  readonly changedBy: string;
}

export interface Parameter {
  readonly name: string;
  readonly arn: string;
  description?: string;
  readonly dataType: string;
  /** Oldest first, never empty. */
  readonly versions: ParameterVersion[];
}

/** The parameters of one account and Region by name. */
export const ssmState = defineState('ssm', () => ({ parameters: new Map<string, Parameter>() }));
