import { parseArgs } from 'node:util';
import { runCommand } from '../scripts/run-command.ts';
import type { Result } from './benchmark.ts';
import { benchmarks } from './benchmarks.ts';
import { chooseBenchmarks } from './choose-benchmarks.ts';
import { exitCodeOf } from './exit-code.ts';
import { printResult } from './print-result.ts';

const usage = `Usage: npm run bench [-- <name>...] [--json]
Measures what Drawbridge costs, next to what others cost, in one run.
  <name>  one of ${benchmarks.map(({ name }) => name).join(', ')}; all without one
  --json  print the rows as JSON
It ends with 0 when every budget holds, with 1 when one is missed or nothing could be measured, and with 2 when it was
asked for something that it does not have.`;

await runCommand(usage, (args) => {
  const asked = readArguments(args);
  return asked === undefined ? 2 : run(asked);
});

async function run({ names, json }: { names: readonly string[]; json: boolean }): Promise<number> {
  const chosen = chooseBenchmarks(benchmarks, names);
  if ('refusal' in chosen) {
    console.error(chosen.refusal);
    return 2;
  }
  const results: Result[] = [];
  for (const { name, about, run: measure } of chosen.benchmarks) {
    const result = { name, about, rows: await measure() };
    results.push(result);
    if (!json) console.log(printResult(result));
  }
  if (json) console.log(JSON.stringify(results, null, 2));
  return exitCodeOf(results);
}

function readArguments(args: readonly string[]): { names: readonly string[]; json: boolean } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    });
    return { names: positionals, json: values.json };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return undefined;
  }
}
