import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { isControllerError } from '../core/error.ts';
import type { Measurement } from '../core/measurement.ts';
import type { Call, Handled } from './event-handler.ts';

/**
 * What every function that takes events is wrapped in, in this order: the logger's context, the metrics, and one
 * log line with the decision. Events are never logged whole: they hold plaintext variables and, for jobs,
 * credentials.
 */
export function lambdaStack(handle: (event: unknown, call: Call) => Promise<Handled>) {
  const logger = new Logger();
  const metrics = new Metrics({ namespace: 'Drawbridge' });
  return middy()
    .use(injectLambdaContext(logger))
    .use(logMetrics(metrics))
    .handler(async (event: unknown, context: { readonly awsRequestId?: string }): Promise<Handled> => {
      try {
        const { awsRequestId: requestId } = context;
        const { measurements = [], ...handled } = await handle(
          event,
          requestId === undefined ? {} : { requestId },
        );
        logger.info('Event handled', { ...handled });
        metrics.addMetric(metricNames[handled.decision], MetricUnit.Count, 1);
        for (const measurement of measurements) publish(measurement);
        return handled;
      } catch (error) {
        logger.error('Event failed', describe(error));
        throw error;
      }
    });
}

/** Each thing has metrics of its own, so that an alarm can name it. */
function publish({ dimensions, values }: Measurement): void {
  const metrics = new Metrics({ namespace: 'Drawbridge', defaultDimensions: { ...dimensions } });
  for (const [name, { value, unit }] of Object.entries(values)) metrics.addMetric(name, unit, value);
  metrics.publishStoredMetrics();
}

const metricNames = { done: 'EventsDone', ignored: 'EventsIgnored', refused: 'EventsRefused' } as const;

function describe(error: unknown): Record<string, unknown> {
  if (!isControllerError(error)) return { error: error instanceof Error ? error : String(error) };
  return { reason: error.message, code: error.code, remedy: error.remedy, ...error.details };
}
