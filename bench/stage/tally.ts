import type { AwsCall } from './count-calls.ts';

/** What an event cost. */
export interface Tally {
  /** Calls besides the table; the secret that a process reads once left out. */
  readonly calls: number;
  readonly reads: number;
  readonly writes: number;
  readonly codeCommitWrites: number;
  /** Bytes sent in all calls, the table's included. */
  readonly bytes: number;
}

/** Sorts calls by what they are for. */
export function tally(all: readonly AwsCall[]): Tally {
  const calls = all.filter(({ operation }) => operation !== 'secretsmanager:GetSecretValue');
  const count = (pattern: RegExp) => calls.filter(({ operation }) => pattern.test(operation)).length;
  return {
    calls: count(/^(?!dynamodb:)/),
    reads: count(/^dynamodb:(?:Get|BatchGet|Query|Scan)/),
    writes: count(/^dynamodb:(?!Get|BatchGet|Query|Scan)/),
    codeCommitWrites: count(/^codecommit:(?!Get|BatchGet|List|Describe)/),
    bytes: calls.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
