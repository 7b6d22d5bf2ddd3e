import type { Scenario } from '../pull-requests/scenario.ts';
import type { Seeded } from '../seeded.ts';

/** Names of the two branches: as they are, alike but for case, as long as they may be, and full of marks. */
const names = [
  { feature: 'feature', fix: 'fix' },
  { feature: 'Feature', fix: 'feature' },
  { feature: `${'long-'.repeat(48)}x`, fix: 'fix' },
  { feature: 'feature/__b__|`x`', fix: '#fix)(!' },
  { feature: '<script>alert(1)</script>', fix: `"'&lt;` },
  { feature: 'ünï/🦀', fix: 'ünï/🦀🦀' },
] as const;

/** The same history on branches with the worst names. */
export function withWorstNames(scenario: Scenario, choices: Seeded): Scenario {
  const chosen: Readonly<Record<string, string>> = choices.pick(names);
  return {
    ...scenario,
    steps: scenario.steps.map((step) => ({ ...step, branch: chosen[step.branch] ?? step.branch })),
  };
}
