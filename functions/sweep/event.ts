import * as z from 'zod/mini';

/** What the sweep is asked: to wake what is due, and to look at what has its turn or at everything. */
export interface SweepRequest {
  readonly everything: boolean;
}

const ScheduledEvent = z.object({
  source: z.literal('aws.events'),
  'detail-type': z.literal('Scheduled Event'),
});

/** For operators: `aws lambda invoke --payload '{"drawbridge":"sweep"}'` looks at everything now. */
const OnDemand = z.object({ drawbridge: z.literal('sweep') });

/** What the function accepts; only the fields it reads. The schedule's own time is of no matter: the clock's is. */
export const Event = z.union([
  z.pipe(
    ScheduledEvent,
    z.transform((): SweepRequest => ({ everything: false })),
  ),
  z.pipe(
    OnDemand,
    z.transform((): SweepRequest => ({ everything: true })),
  ),
]);
