import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import { isControllerError } from '../core/error.ts';
import type { Measurement } from '../core/measurement.ts';
import { redactError } from '../redact/redact-error.ts';
import { redactField } from '../redact/redact-field.ts';
import type { Call, Handled } from './event-handler.ts';
import { measureEvent } from './measure-event.ts';
import { system } from './system.ts';

/** What Lambda hands a function beside the event, as far as it is used here. */
interface LambdaContext {
  readonly functionName: string;
  readonly awsRequestId?: string;
}

/**
 * What every function that takes events is wrapped in: the logger's context, one log line with the decision, and the
 * metrics. Events are never logged whole: they hold plaintext variables and, for jobs, credentials. What is logged, and
 * what is thrown for Lambda to log and to keep beside the event, is redacted.
 */
export function lambdaStack(handle: (event: unknown, call: Call) => Promise<Handled>) {
  const logger = new Logger({ jsonReplacerFn: redactField });
  return middy()
    .use(injectLambdaContext(logger))
    .handler(async (event: unknown, context: LambdaContext): Promise<Handled> => {
      try {
        const { awsRequestId: requestId, functionName: FunctionName } = context;
        const { measurements = [], ...handled } = await handle(
          event,
          requestId === undefined ? {} : { requestId },
        );
        logger.info('Event handled', { ...handled });
        publish({ dimensions: { FunctionName }, values: measureEvent(event, handled, system.clock.now()) });
        for (const measurement of measurements) publish(measurement);
        return handled;
      } catch (error) {
        logger.error('Event failed', describe(error));
        throw redactError(error);
      }
    });
}

/** Each thing has metrics of its own, so that an alarm can name it. */
function publish({ dimensions, values }: Measurement): void {
  const metrics = new Metrics({ namespace: 'Drawbridge', defaultDimensions: { ...dimensions } });
  for (const [name, { value, unit }] of Object.entries(values)) metrics.addMetric(name, unit, value);
  metrics.publishStoredMetrics();
}

function describe(error: unknown): Record<string, unknown> {
  if (!isControllerError(error)) return { error: error instanceof Error ? error : String(error) };
  return { reason: error.message, code: error.code, remedy: error.remedy, ...error.details };
}
