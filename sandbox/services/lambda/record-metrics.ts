import { recordMetric } from '../../kernel/offers/cloudwatch.ts';
import type { Scope } from '../../kernel/world.ts';
import { readReference } from './find-function.ts';

/** A call that ended, as far as metrics go. */
export interface MeasuredCall {
  readonly invokedFunctionArn: string;
  readonly executedVersion: string;
  readonly durationMs: number;
  readonly hasFailed: boolean;
}

/**
 * Lambda's metrics of one call: for the function, for what was called, and for the version that ran when an
 * alias was called (facts: GetMetricData; AWS guide, "Types of metrics for Lambda functions").
 */
export function recordMetrics(scope: Scope, call: MeasuredCall): void {
  const { name, qualifier } = readReference(call.invokedFunctionArn);
  const Resource = qualifier === '' ? name : `${name}:${qualifier}`;
  const isAlias = qualifier !== '' && qualifier !== call.executedVersion;
  const dimensionSets = [
    { FunctionName: name },
    { FunctionName: name, Resource },
    ...(isAlias ? [{ FunctionName: name, Resource, ExecutedVersion: call.executedVersion }] : []),
  ];
  const values = [
    { name: 'Invocations', value: 1, unit: 'Count' },
    { name: 'Errors', value: call.hasFailed ? 1 : 0, unit: 'Count' },
    { name: 'Duration', value: call.durationMs, unit: 'Milliseconds' },
  ];
  for (const dimensions of dimensionSets)
    for (const value of values) recordMetric(scope, { namespace: 'AWS/Lambda', dimensions, ...value });
}
