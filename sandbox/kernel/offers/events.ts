import { defineOffer } from '../offer.ts';

/** An event as it is on a bus and as targets get it. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** Whole seconds, `2026-03-02T09:25:19Z`. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What a service tells the world. */
export interface ServiceEvent {
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: object;
  /** When it happened, epoch milliseconds or a date; now when absent. */
  readonly time?: number | Date;
}

/** The event is on the default bus, and its id is given; delivery follows in its own time, and its failure is nobody's here. */
export const publishEvent = defineOffer<[event: ServiceEvent], string>('events.publishEvent');

/** The event is on the bus of that name as it is, for a rule's target may be a bus: EventBridge is its own neighbour. */
export const putOnBus = defineOffer<[busName: string, event: BusEvent], void>('events.putOnBus');
