import type { StackCounts } from './count-stack.ts';
import { type Line, priceUsage, totalOf } from './price-usage.ts';
import { pricePages, prices, pricesOf } from './prices.ts';
import { exampleTeam, metricsOfReplica, runsOf, usageOf, usageOfRuns } from './team.ts';

const begin = '<!-- What follows is written by `npm run fix`, from bench/costs. -->';
const end = '<!-- Up to here. -->';

/** The page with its computed part as it must be; throws when the page has no place for it. */
export function withComputedCosts(page: string, stack: StackCounts): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`docs/costs.md has no lines "${begin}" and "${end}"`);
  return `${page.slice(0, from + begin.length)}\n\n${computedCosts(stack)}\n${page.slice(to)}`;
}

function computedCosts(stack: StackCounts): string {
  const lines = priceUsage(usageOf(exampleTeam, stack));
  const builds = lines.filter(({ metered }) => metered === 'buildMinutes');
  const own = lines.filter(({ metered }) => metered !== 'buildMinutes');
  return [
    `**Drawbridge itself costs ${dollars(totalOf(own))} a month, and the builds that it starts ${dollars(totalOf(builds))}.** The builds run with any system; Drawbridge starts one for each check and revision, and stops those that nobody wants any more.`,
    '',
    '| what is metered | in a month | list price | US dollars |',
    '|---|---:|---|---:|',
    ...own.map(rowOf),
    `| **Drawbridge** | | | **${dollars(totalOf(own)).slice(1)}** |`,
    ...builds.map(rowOf),
    '',
    'Why functions run, and what that costs (Lambda, the table, logs and traces; the part of it that grows with use):',
    '',
    '| runs | in a month | US dollars | a million of them |',
    '|---|---:|---:|---:|',
    ...runsOf(exampleTeam).map((runs) => {
      const cost = totalOf(priceUsage(usageOfRuns([runs])));
      return `| ${runs.what} | ${amount(runs.count)} | ${cost.toFixed(2)} | ${((cost / runs.count) * 1e6).toFixed(2)} |`;
    }),
    '',
    `A replica has ${metricsOfReplica} metrics of its own: ${dollars(metricsOfReplica * prices.metrics.dollars)} a month for each, and ${dollars(metricsOfReplica * prices.metrics.dollars + prices.alarmMetrics.dollars)} with its alarm. A hundred replicas are ${dollars(100 * (metricsOfReplica * prices.metrics.dollars + prices.alarmMetrics.dollars))} a month whether anybody pushes or not, which is more than all the rest of this table.`,
    '',
    `List prices of us-east-1 as known on ${pricesOf}; each service tells its own at ${pricePages.map((page) => `<${page}>`).join(', ')}.`,
    '',
  ].join('\n');
}

function rowOf({ what, amount: used, unit, cost, dollars: price, per }: Line): string {
  const each = `$${price} per ${per === 1 ? one(unit) : amount(per)}`;
  return `| ${what} | ${amount(used)} ${used === 1 ? one(unit) : unit} | ${each} | ${cost.toFixed(2)} |`;
}

function one(unit: string): string {
  return unit.replace(/(?<=[a-z])s$/, '');
}

function amount(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 2 : 0 });
}

function dollars(value: number): string {
  return `$${value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}
