import { AwsError } from './errors.ts';
import { defineState, type Scope, scopeOf, type World } from './world.ts';

const callKinds = ['throttle', 'fail-before', 'fail-after', 'delay', 'drop-connection'] as const;
const eventKinds = ['drop-event', 'duplicate-event', 'delay-event', 'reorder-events'] as const;
const pageKinds = ['short-page'] as const;

/**
 * What a switch does to a call: `throttle` and `fail-before` refuse it without effect, `fail-after` lets it
 * happen and answers with a 500, `drop-connection` lets it happen and never answers, `delay` answers late.
 */
export type CallFaultKind = (typeof callKinds)[number];

/** What a switch does to an event on its way to one target. */
export type EventFaultKind = (typeof eventKinds)[number];

/** What a switch does to a page of a log: `short-page` leaves out some of its lines, or all, and the next page has them. */
export type PageFaultKind = (typeof pageKinds)[number];

/**
 * A switch as a caller describes it; without `operation` it is on for the whole service. Git over HTTP is struck
 * as CodeCommit's operations `GitPull` and `GitPush`.
 */
export interface FaultDescription {
  readonly service: string;
  readonly operation?: string;
  /** Strikes in this Region only; in all of them when absent. */
  readonly region?: string;
  readonly kind: CallFaultKind | EventFaultKind | PageFaultKind;
  /** Share of the calls that are struck, 0 to 1; all of them when absent. */
  readonly probability?: number;
  /** How many calls are struck before the switch goes off by itself; without end when absent. */
  readonly times?: number;
  /** For `delay` and `delay-event`: sandbox time, 1,000 ms when absent. */
  readonly delayMs?: number;
}

/** A switch that is on. */
export interface Fault extends FaultDescription {
  readonly id: string;
  /** How many calls or events it has struck. */
  struck: number;
}

/** The `operation` under which EventBridge asks for the faults of one delivery. */
export const eventDelivery = 'delivery';

const logPage = 'GetLogEvents';

const switchboard = defineState('faults', () => ({ faults: [] as Fault[] }), { global: true });

const boardOf = (world: World) => switchboard(scopeOf(world, 'us-east-1'));

/** Switches a fault on; a description that makes no sense is refused with a sentence. */
export function addFault(world: World, description: FaultDescription): Fault {
  refuseNonsense(description);
  const fault: Fault = { ...description, id: world.ids.hex(8), struck: 0 };
  boardOf(world).faults.push(fault);
  return fault;
}

/** Every switch that is on. */
export function listFaults(world: World): readonly Fault[] {
  return boardOf(world).faults;
}

/** Switches one fault off, or all of them when `id` is absent. Gives how many went off. */
export function clearFaults(world: World, id?: string): number {
  const board = boardOf(world);
  const before = board.faults.length;
  board.faults = id === undefined ? [] : board.faults.filter((fault) => fault.id !== id);
  return before - board.faults.length;
}

/**
 * The faults that strike this one call, drawn and counted now, so ask once per call. EventBridge asks with
 * the service `events` and the operation `eventDelivery` once per delivery and gets event faults only; every
 * other question gets call faults only. An operation that answers with pages asks `isPageShort` itself.
 */
export function faultsFor(scope: Scope, service: string, operation: string): readonly Fault[] {
  return strike(scope, { service, operation }, operation === eventDelivery ? eventKinds : callKinds);
}

/** Whether the page that this one call answers with is to be a short one, drawn and counted now. */
export function isPageShort(scope: Scope, service: string, operation: string): boolean {
  return strike(scope, { service, operation }, pageKinds).length > 0;
}

function strike(
  { world, region }: Scope,
  { service, operation }: { readonly service: string; readonly operation: string },
  kinds: readonly Fault['kind'][],
): readonly Fault[] {
  const board = boardOf(world);
  if (board.faults.length === 0) return [];
  const struck = board.faults.filter(
    (fault) =>
      fault.service === service &&
      kinds.includes(fault.kind) &&
      (fault.operation === undefined || fault.operation === operation) &&
      (fault.region === undefined || fault.region === region) &&
      (fault.probability === undefined || world.ids.random() < fault.probability),
  );
  for (const fault of struck) fault.struck += 1;
  board.faults = board.faults.filter((fault) => fault.times === undefined || fault.struck < fault.times);
  return struck;
}

function isOneOf<Kind extends string>(kinds: readonly Kind[], kind: string): kind is Kind {
  return (kinds as readonly string[]).includes(kind);
}

const members: ReadonlySet<string> = new Set([
  'service',
  'operation',
  'region',
  'kind',
  'probability',
  'times',
  'delayMs',
]);

/** Descriptions come over HTTP too, so a misspelt or missing member is told and not passed over. */
function refuseNonsense(description: FaultDescription): void {
  if (typeof description !== 'object' || description === null)
    refuse('A fault is an object with "service" and "kind"');
  const stranger = Object.keys(description).find((name) => !members.has(name));
  if (stranger !== undefined) refuse(`A fault has no "${stranger}". It may have: ${[...members].join(', ')}`);
  refuseBadNames(description);
  refuseBadNumbers(description);
}

function refuseBadNames(description: FaultDescription): void {
  const { service, region, kind } = description;
  const known: readonly string[] = [...callKinds, ...eventKinds, ...pageKinds];
  if (typeof service !== 'string' || service === '')
    refuse('A fault needs "service", for example "codecommit"');
  if (region !== undefined && !/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(region))
    refuse(`"region" is "${region}"; it is a Region's name, for example "eu-west-2"`);
  if (!known.includes(kind)) refuse(`"${kind}" is no kind of fault. Known kinds: ${known.join(', ')}`);
  refuseMisplaced(description);
}

/** Some kinds strike one thing only. */
function refuseMisplaced({ service, operation, kind }: FaultDescription): void {
  if (isOneOf(pageKinds, kind) && (service !== 'logs' || (operation ?? logPage) !== logPage))
    refuse(`"${kind}" shortens a page of a log: give service "logs" and operation "${logPage}"`);
  if (isOneOf(eventKinds, kind) && (service !== 'events' || operation !== undefined))
    refuse(`"${kind}" strikes events on their way: give service "events" and no operation`);
}

function refuseBadNumbers({ probability, times, delayMs }: FaultDescription): void {
  if (probability !== undefined && !(probability >= 0 && probability <= 1))
    refuse(`"probability" is ${probability}; it goes from 0 to 1`);
  if (times !== undefined && !(Number.isInteger(times) && times > 0))
    refuse(`"times" is ${times}; it is a whole number from 1`);
  if (delayMs !== undefined && !(delayMs >= 0)) refuse(`"delayMs" is ${delayMs}; it cannot be negative`);
}

function refuse(sentence: string): never {
  throw new AwsError('ValidationException', sentence);
}
