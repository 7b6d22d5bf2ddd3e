import type { Benchmark, Row } from './benchmark.ts';
import { type Case, cases } from './stage/cases.ts';
import { drawbridge } from './stage/drawbridge.ts';
import { closedWhileBuilding, failedWithReport, updatedWhileBuilding } from './stage/more-cases.ts';
import { setStage } from './stage/stage.ts';
import { tally } from './stage/tally.ts';

const usualBudget = { calls: 4, reads: 1, writes: 2 };
/** The reports are read by a call of their own, and knowing which test failed is worth it (docs/benchmarks.md). */
const budgetWithReport = { ...usualBudget, calls: 5 };

/**
 * The calls that every event costs. The secret with the badge key is left out: it is read once per process and
 * not per event.
 */
export const awsCalls: Benchmark = {
  name: 'aws-calls',
  about:
    'AWS calls per event, by the real functions with their SDK clients (the secret that a process reads once left out).',
  async run() {
    const rows: Row[] = [];
    let needlessWrites = 0;
    for (const one of [...cases, updatedWhileBuilding, closedWhileBuilding, failedWithReport]) {
      const calls = await countsOf(one);
      if (one.expected.isUnchanged) needlessWrites += calls.codeCommitWrites;
      rows.push(rowOf(one, calls));
    }
    rows.push({
      what: 'writes to CodeCommit when nothing changed',
      ours: String(needlessWrites),
      budget: '0',
      holds: needlessWrites === 0,
    });
    return rows;
  },
};

async function countsOf({ play }: Case) {
  const { calls } = await play(await setStage(drawbridge));
  return tally(calls);
}

function rowOf(one: Case, { calls, reads, writes }: ReturnType<typeof tally>): Row {
  const budget = one === failedWithReport ? budgetWithReport : usualBudget;
  return {
    what: one.name,
    ours: `${calls} ${calls === 1 ? 'call' : 'calls'}, table ${reads} read, ${writes} written`,
    budget: `${budget.calls}, ${budget.reads}, ${budget.writes}`,
    holds: calls <= budget.calls && reads <= budget.reads && writes <= budget.writes,
  };
}
