import { type Metered, type Price, prices } from './prices.ts';

/** What was used in a month, in the units of the prices. */
export type Usage = Readonly<Record<Metered, number>>;

/** One line of a bill. */
export interface Line extends Price {
  readonly metered: Metered;
  readonly amount: number;
  readonly cost: number;
}

/** The bill for a month's use: a line for everything that is metered, also where nothing was used. */
export function priceUsage(usage: Partial<Usage>): Line[] {
  return (Object.keys(prices) as Metered[]).map((metered) => {
    const price = prices[metered];
    const amount = usage[metered] ?? 0;
    return { metered, ...price, amount, cost: (amount / price.per) * price.dollars };
  });
}

/** What these lines come to. */
export function totalOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { cost }) => sum + cost, 0);
}
