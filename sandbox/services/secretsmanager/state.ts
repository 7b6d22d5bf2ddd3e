import { defineState } from '../../kernel/world.ts';

/** A value of a secret: text, or bytes as base64. */
export interface SecretVersion {
  readonly id: string;
  readonly text?: string;
  readonly binary?: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

export interface Secret {
  readonly name: string;
  /** Ends in six random characters, so that a secret made again under the same name has another one. */
  readonly arn: string;
  description?: string;
  /** Of a customer; absent with AWS's own key. */
  kmsKeyId?: string | undefined;
  readonly createdAt: number;
  changedAt: number;
  /** When a deleted secret goes for good, epoch milliseconds. */
  deletesAt?: number;
  readonly versions: Map<string, SecretVersion>;
  /** Which version a staging label is on. */
  readonly stages: Map<string, string>;
  tags: Map<string, string>;
}

/** The secrets of one account and Region by name. */
export const secretsState = defineState('secretsmanager', () => ({ secrets: new Map<string, Secret>() }));
