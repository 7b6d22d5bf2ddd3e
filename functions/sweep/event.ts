import * as z from 'zod/mini';

/** What the sweep is asked: to wake what is due, or to look at everything. */
export interface SweepRequest {
  readonly everything: boolean;
}

const ScheduledEvent = z.object({
  source: z.literal('aws.events'),
  'detail-type': z.literal('Scheduled Event'),
  time: z.iso.datetime(),
});

/** For operators: `aws lambda invoke --payload '{"drawbridge":"sweep"}'` looks at everything at once. */
const OnDemand = z.object({ drawbridge: z.literal('sweep') });

/** What the function accepts; only the fields it reads. Once an hour, on the hour, it looks at everything. */
export const Event = z.union([
  z.pipe(
    ScheduledEvent,
    z.transform(({ time }): SweepRequest => ({ everything: new Date(time).getUTCMinutes() === 0 })),
  ),
  z.pipe(
    OnDemand,
    z.transform((): SweepRequest => ({ everything: true })),
  ),
]);
