import { type Seeded, seeded } from './seeded.ts';

/** How likely things go wrong in one run of the simulation, each from 0 to 1. */
export interface FaultRates {
  /** A call is refused before it does anything: throttled, a 500, or no connection. */
  readonly refused: number;
  /** A call is done, but its answer is lost: a 500, or the connection breaks. */
  readonly lost: number;
  /** The function dies at some call, before or after its effect. */
  readonly death: number;
  /** A call takes seconds and not milliseconds. */
  readonly slow: number;
  readonly dropped: number;
  readonly doubled: number;
  readonly delayed: number;
  /** A page of a log holds fewer lines than it could, or none, and more follow. */
  readonly shortPages: number;
  /** The longest delay of an event. */
  readonly longestDelayMs: number;
}

export const noFaults: FaultRates = {
  refused: 0,
  lost: 0,
  death: 0,
  slow: 0,
  dropped: 0,
  doubled: 0,
  delayed: 0,
  shortPages: 0,
  longestDelayMs: 1_000,
};

/** The rates of a seed: some runs are calm, some are stormy, and most have one kind of trouble above all. */
export function faultRates(choices: Seeded): FaultRates {
  const rate = (usual: number, most: number) =>
    choices.chance(0.4) ? 0 : choices.random() * (choices.chance(0.3) ? most : usual);
  return {
    refused: rate(0.05, 0.3),
    lost: rate(0.05, 0.3),
    death: rate(0.15, 0.6),
    slow: rate(0.03, 0.2),
    dropped: rate(0.2, 1),
    doubled: rate(0.3, 1),
    delayed: rate(0.5, 1),
    longestDelayMs: choices.pick([2_000, 60_000, 600_000, 3 * 3_600_000]),
    shortPages: rate(0.5, 1),
  };
}

/** Nothing goes wrong with the functions and their calls in the run of this seed; events may be lost all the same. */
export function isCalm(seed: number): boolean {
  const { refused, lost, death, slow } = faultRates(seeded(seed, 'faults'));
  return refused + lost + death + slow === 0;
}

/** What happens to one call: how long it takes to and fro, and what goes wrong with it. */
export interface CallFate {
  readonly thereMs: number;
  readonly backMs: number;
  readonly refusal?: Failure;
  readonly loss?: Failure;
}

export type Failure = 'throttled' | 'server-error' | 'no-connection' | 'denied';

/** What AWS calls those that it answers. */
export const failureNames = {
  throttled: 'ThrottlingException',
  'server-error': 'InternalFailure',
  denied: 'AccessDeniedException',
} as const satisfies Partial<Record<Failure, string>>;

const refusals = ['throttled', 'server-error', 'no-connection'] as const;
const losses = ['server-error', 'no-connection'] as const;

/** Draws the fate of a call. */
export function callFate(rates: FaultRates, choices: Seeded): CallFate {
  const isSlow = choices.chance(rates.slow);
  const takes = () => (isSlow ? 500 + choices.random() * 11_500 : 1 + choices.random() * 40);
  const refusal = choices.chance(rates.refused) ? choices.pick(refusals) : undefined;
  const loss = choices.chance(rates.lost) ? choices.pick(losses) : undefined;
  return { thereMs: takes(), backMs: takes(), ...(refusal && { refusal }), ...(loss && { loss }) };
}

/** At which call a function dies, counted from 0, and on which side of its effect. */
export interface Death {
  readonly atCall: number;
  readonly when: 'before' | 'after';
}

/** Draws whether and where a call of a function dies. */
export function deathOf(rates: FaultRates, choices: Seeded): Death | undefined {
  if (!choices.chance(rates.death)) return undefined;
  return { atCall: choices.between(0, 11), when: choices.pick(['before', 'after']) };
}
