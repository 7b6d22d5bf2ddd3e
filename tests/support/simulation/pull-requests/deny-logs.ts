import type { SimulationParts } from '../simulation.ts';

type Intercept = NonNullable<SimulationParts['intercept']>;

/** Refuses every look into a build's log, as IAM does, and leaves the rest to `next`. */
export function denyLogs(next: Intercept = (request, send) => send(request)): Intercept {
  return (request, send) =>
    request.operation === 'logs:GetLogEvents'
      ? Promise.resolve({ isGood: false, said: 'denied', give: () => request.fail('denied') })
      : next(request, send);
}
