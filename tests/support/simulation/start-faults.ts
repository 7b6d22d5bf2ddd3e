import { addFault } from '../../../sandbox/kernel/faults.ts';
import type { FaultRates } from './faults.ts';
import type { Simulation } from './simulation.ts';

/** From now on things go wrong as often as the rates say: calls of functions, events on their way, pages of logs. */
export function startFaults(simulation: Simulation, rates: FaultRates): void {
  simulation.rates = rates;
  simulation.trace(() => `faults ${JSON.stringify(rates)}`);
  const strike = (kind: 'drop-event' | 'duplicate-event' | 'reorder-events', probability: number) => {
    if (probability === 0) return;
    const delayMs = rates.longestDelayMs;
    addFault(simulation.world, { service: 'events', kind, probability, delayMs });
  };
  strike('drop-event', rates.dropped);
  strike('duplicate-event', rates.doubled);
  strike('reorder-events', rates.delayed);
  if (rates.shortPages > 0)
    addFault(simulation.world, { service: 'logs', kind: 'short-page', probability: rates.shortPages });
}
