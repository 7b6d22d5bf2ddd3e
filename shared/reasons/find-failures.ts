import type { Finding } from './define.ts';
import { genericFinding } from './generic.ts';
import { tools } from './tools/index.ts';

/** What was found in the output of one command. */
export interface Found {
  readonly tools: readonly string[];
  readonly findings: readonly Finding[];
}

type Named = Finding & { readonly tool: string };

/** Hints further apart than this are about different things. */
const sameBreath = 3;

/** More of them together are the repetitions of one. */
const mostHints = 20;

/**
 * The failures that the output of a command tells of. Where tools say outright what failed, it is that, in their
 * order. Else it is the last thing that looks like a failure, for a command ends with what stopped it; else what reads
 * like an error of an unknown tool; else whoever repeats that something failed.
 */
export function findFailures(lines: readonly string[]): Found {
  const all = withoutRepetitions(
    tools.flatMap(({ name, find }) => find(lines).map((finding) => ({ ...finding, tool: name }))),
  );
  const of = (sureness: Finding['sureness']): Named[] =>
    all.filter((finding) => finding.sureness === sureness);
  const echoes = of('echo');
  const causes = of('cause');
  if (causes.length > 0) return foundBy(causes, echoes);
  const last = lastBreath(of('hint'));
  const hints = last.filter((hint) => !isAround(hint, last));
  if (hints.length > 0) return foundBy(hints, [...last, ...echoes]);
  const echoed = new Set(echoes.flatMap(({ at }) => at));
  const generic = genericFinding(lines.map((line, index) => (echoed.has(index) ? '' : line)));
  if (generic) return { tools: once(echoes), findings: [generic] };
  return foundBy(echoes.slice(-1), echoes);
}

function foundBy(findings: readonly Named[], echoes: readonly Named[]): Found {
  return { tools: once([...findings, ...echoes]), findings };
}

/** Whether another hint lies within this one, and so says more. */
function isAround({ at, tool }: Named, hints: readonly Named[]): boolean {
  return hints.some(
    (other) =>
      other.tool !== tool && at.length > other.at.length && at.includes(other.heart ?? other.at[0] ?? -1),
  );
}

function once(findings: readonly Named[]): string[] {
  return [...new Set(findings.map(({ tool }) => tool))];
}

/**
 * In the order of the lines; what one tool has claimed is not found again by another, nor told twice. Tools that are
 * sure come before those that are not, and among them the registry's order counts.
 */
function withoutRepetitions(findings: readonly Named[]): Named[] {
  const claimed = new Set<number>();
  const told = new Set<string>();
  const kept: Named[] = [];
  for (const sureness of ['cause', 'hint', 'echo'] as const) {
    for (const finding of findings.filter((one) => one.sureness === sureness)) {
      const { title, file, line, message } = finding.failure;
      const identity = JSON.stringify([title, file, line, message]);
      if (told.has(identity) || claimed.has(finding.heart ?? finding.at[0] ?? -1)) continue;
      told.add(identity);
      for (const index of finding.at) claimed.add(index);
      kept.push(finding);
    }
  }
  return kept.toSorted((one, other) => (one.at[0] ?? 0) - (other.at[0] ?? 0));
}

/** The last hints that stand together. */
function lastBreath(hints: readonly Named[]): Named[] {
  const last: Named[] = [];
  for (const hint of hints.toReversed()) {
    const next = last[0]?.at[0];
    if (next !== undefined && next - (hint.at.at(-1) ?? 0) > sameBreath) break;
    if (last.length >= mostHints) break;
    last.unshift(hint);
  }
  return last;
}
